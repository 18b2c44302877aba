"""One run of an app in Python: prints the milliseconds of its synth, and those since the first import."""
import json
import sys
import time

start = time.perf_counter()
from cdk8s import ApiObjectMetadata, App, Chart  # noqa: E402
import cdk8s_plus_27 as kplus  # noqa: E402

scenario, outdir, is_watched = (json.loads(text) for text in sys.argv[1:])


def add_other(scope, name, kind):
    if kind % 2 == 0:
        kplus.ConfigMap(scope, name, data={"app.properties": "key=value\n", "level": "info"})
    else:
        variables = {"LEVEL": kplus.EnvValue.from_value("info")}
        container = kplus.ContainerProps(image="nginx:1.27", port_number=8080, env_variables=variables)
        kplus.Deployment(scope, name, containers=[container])


app = App(outdir=outdir)
if is_watched:
    from cdk8s_nodeport import NodePortRegistry, StaticNodePortService

    NodePortRegistry(app, "NodePorts", lock_file=f"{outdir}/nodeports.lock.yaml", frozen=False)
charts = [Chart(app, f"chart-{index}", namespace=f"team-{index}") for index in range(scenario["charts"])]
for index in range(scenario["services"]):
    chart = charts[index % len(charts)]
    is_static = is_watched and index < scenario["assigned"]
    name = f"service-{index}"
    node_port = 30000 + index if not is_static and index < scenario["assigned"] else None
    ports = [kplus.ServicePort(name="http", port=80, target_port=8080, node_port=node_port)]
    props = {"metadata": ApiObjectMetadata(name=name), "ports": ports}
    if is_static:
        service = StaticNodePortService(chart, name, **props)
    else:
        service = kplus.Service(chart, name, type=kplus.ServiceType.NODE_PORT, **props)
    service.select_label("app", name)
    for other in range(scenario["others"]):
        add_other(chart, f"other-{index}-{other}", other)

synth = time.perf_counter()
app.synth()
end = time.perf_counter()
print(json.dumps({"synth": (end - synth) * 1000, "run": (end - start) * 1000}))
