import io.github.cdk8snodeport.NodePortReservation;
import io.github.cdk8snodeport.StaticNodePortService;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.plus27.ConfigMap;
import org.cdk8s.plus27.ContainerProps;
import org.cdk8s.plus27.Deployment;
import org.cdk8s.plus27.ServicePort;

public class Main {
    public static void main(final String[] args) {
        final App app = new App();
        final Chart storage = new Chart(app, "storage", ChartProps.builder().namespace("storage").build());

        final Deployment pods = Deployment.Builder.create(storage, "pods")
            .containers(List.of(ContainerProps.builder().image("minio/minio").portNumber(9000).build()))
            .build();
        final StaticNodePortService minio = StaticNodePortService.Builder.create(storage, "minio")
            .metadata(ApiObjectMetadata.builder().name("minio").build())
            .selector(pods)
            .ports(List.of(
                ServicePort.builder().name("api").port(9000).nodePort(30009).build(), // pinned
                ServicePort.builder().name("console").port(9001).build())) // assigned
            .build();

        NodePortReservation.Builder.create(app, "team-network")
            .ports("30053").reason("CoreDNS, applied from another repository")
            .build();

        final Chart backup = new Chart(app, "backup", ChartProps.builder().namespace("backup").build());
        ConfigMap.Builder.create(backup, "settings")
            .data(Map.of("url", "http://minio.example.com:" + minio.nodePortOf("console")))
            .build();

        app.synth();
    }
}
