import io.github.cdk8snodeport.StaticNodePortService;
import java.util.List;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.plus27.ServicePort;

public class Clash {
    public static void main(final String[] args) {
        final App app = new App();
        for (final String team : List.of("storage", "edge")) {
            final Chart chart = new Chart(app, team, ChartProps.builder().namespace(team).build());
            StaticNodePortService.Builder.create(chart, "web")
                .metadata(ApiObjectMetadata.builder().name("web").build())
                .ports(List.of(ServicePort.builder().name("http").port(80).nodePort(30009).build()))
                .build();
        }
        app.synth();
    }
}
