from cdk8s import App, Chart
from cdk8s_plus_34 import ServicePort
from cdk8s_nodeport import StaticNodePortService

app = App()
for team in ("storage", "edge"):
    chart = Chart(app, team, namespace=team)
    port = ServicePort(name="http", port=80, node_port=30009)
    StaticNodePortService(chart, "web", metadata={"name": "web"}, ports=[port])
app.synth()
