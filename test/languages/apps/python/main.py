from cdk8s import App, Chart
from cdk8s_plus_34 import ConfigMap, ContainerProps, Deployment, ServicePort
from cdk8s_nodeport import NodePortReservation, StaticNodePortService

app = App()
storage = Chart(app, "storage", namespace="storage")

minio = StaticNodePortService(
    storage, "minio",
    metadata={"name": "minio"},
    selector=Deployment(storage, "pods", containers=[ContainerProps(image="minio/minio", port_number=9000)]),
    ports=[
        ServicePort(name="api", port=9000, node_port=30009),  # pinned
        ServicePort(name="console", port=9001),  # assigned
    ],
)

NodePortReservation(app, "team-network", ports="30053", reason="CoreDNS, applied from another repository")

backup = Chart(app, "backup", namespace="backup")
ConfigMap(backup, "settings", data={"url": f"http://minio.example.com:{minio.node_port_of('console')}"})

app.synth()
