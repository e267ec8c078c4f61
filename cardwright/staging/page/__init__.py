"""A page that shows staging to people: what was asked, what became of it, and the controls.

`app` is all of it as one ASGI application, behind the guard of the controls. `answers` keeps what
calls were answered, `stream` tells browsers of new calls, `doors` has what the page asks for as
JSON, read from the database by `instantcard` and `synctera`; `pictures` draws cards, `sections`
knows what stands where in the vendors' documentation. `static/` is what runs in the browser.

Only staging that is started with a page imports this package.
"""
