"""What can be wrong with the site."""


class SiteError(Exception):
    """The site cannot be built, or is not as it has to be. The message names the place."""
