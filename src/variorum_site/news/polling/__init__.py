"""Feeds: asked when they are due, heard through their hubs, and shown in the admin with how they do."""
