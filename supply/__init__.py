"""What the product is made of: the packages it needs, their licences, a bill of materials, and the oldest versions that it promises to work with."""
