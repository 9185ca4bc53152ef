"""Articles are grouped into stories, and the stories that changed are compared anew."""
