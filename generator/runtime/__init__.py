"""What every client carries: transport, authentication, wire forms, paging, errors."""
