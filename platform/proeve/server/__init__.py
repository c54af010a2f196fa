"""How Proeve is served: its processes, and the connections on which exam pages are answered first."""
