"""What people write in the content folder, read into the model with every fault reported at once."""

from voices.sources.forms import schemas
from voices.sources.reading import read_content

__all__ = ["read_content", "schemas"]
