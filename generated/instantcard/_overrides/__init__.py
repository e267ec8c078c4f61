# Generated from instantcard.yaml by Cardwright; not to be edited.

"""What is special to this vendor."""
