"""The clients that are measured, one module each, with one function for each task.

A task's function gets a `Setting`, makes the client, calls it once, makes sure that what comes back
is right, and returns what repeats the call. Tasks of the same name are comparable; what a function
does beside its name says, its docstring does.
"""
