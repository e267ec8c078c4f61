"""The clients that are measured, one module each, with one function for each task.

A task's function gets a `Setting`, makes the client, calls it once, makes sure that what came back
is right, and returns what repeats the call.
"""
