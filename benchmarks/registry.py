"""All that can be measured, by name."""

from collections.abc import Callable, Mapping

from .bench import Bench
from .figures import Curve, Row
from .growth import flights, lists, operations, photos
from .rows import calls, decode, flight, generate, photo, preview, start
from .rows import lists as rows_of_lists

ROWS: Mapping[str, Callable[[Bench], Row]] = {
    "get": calls.get,
    "get-async": calls.get_async,
    "mock": calls.mock,
    "list": rows_of_lists.measure,
    "list-async": rows_of_lists.measure_async,
    "decode": decode.measure,
    "start": start.measure,
    "photo": photo.measure,
    "preview": preview.measure,
    "flight": flight.measure,
    "generate": generate.measure,
}

GROWTH: Mapping[str, Callable[[Bench], list[Curve]]] = {
    "operations": operations.curves,
    "lists": lists.curves,
    "photos": photos.curves,
    "flights": flights.curves,
}
