"""What an authority keeps, record by record: its kinds and their names. Nothing here touches a file or a database."""
