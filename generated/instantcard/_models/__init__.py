# Generated from instantcard.yaml by Cardwright; not to be edited.

"""The classes of what is sent and answered."""
