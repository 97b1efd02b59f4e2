"""Files and bodies in and out: JSON, CSV, the national return. Nothing here judges."""
