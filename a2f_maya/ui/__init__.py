"""Windows inside Maya. They show what the scene holds and call the functions of `a2f_maya.maya`."""
