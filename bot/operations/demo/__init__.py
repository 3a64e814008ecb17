"""The sample union of `danbiet demo`: a folder of its own, eleven people, two hundred cases, a year of figures."""
