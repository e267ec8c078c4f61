# Generated from synctera.yaml by Cardwright; not to be edited.

"""The operations, by resource."""
