"""The demo world: invented outlets of many countries that publish invented news, served over real HTTP."""

from variorum.world.published import Published, World
from variorum.world.server import Asked, serve

__all__ = ["Asked", "Published", "World", "serve"]
