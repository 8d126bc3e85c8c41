"""What people write in the content folder, read into the model with every fault reported at once."""

from voices.sources.forms import FORMS, schema_of
from voices.sources.reading import read_content

__all__ = ["FORMS", "read_content", "schema_of"]
