"""The ground of every act: finding, entering and assigning tasks."""
