"""Papers as places on a plane, near where their vectors are near, and the same from build to build."""
