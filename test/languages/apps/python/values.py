from cdk8s import App, Chart
from cdk8s_nodeport import NodePortBands, PortRange, StaticNodePortService

port_range = PortRange.parse("30000-32767")
print(port_range.to_string())
print(NodePortBands.of(port_range).to_string())

ports = [{"name": "http", "port": 80, "node_port": 30009}]
web = StaticNodePortService(Chart(App(), "shop"), "web", selector={"app": "web"}, ports=ports)
print(web.node_port_of("http"))
try:
    web.node_port_of("https")
except RuntimeError as error:
    print(error)
