import io.github.cdk8snodeport.NodePortBands;
import io.github.cdk8snodeport.PortRange;
import io.github.cdk8snodeport.StaticNodePortService;
import java.util.List;
import java.util.Map;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.plus27.ServicePort;

public class Values {
    public static void main(final String[] args) {
        final PortRange portRange = PortRange.parse("30000-32767");
        System.out.println(portRange);
        System.out.println(NodePortBands.of(portRange));

        final StaticNodePortService web = StaticNodePortService.Builder.create(new Chart(new App(), "shop"), "web")
            .selector(Map.of("app", "web"))
            .ports(List.of(ServicePort.builder().name("http").port(80).nodePort(30009).build()))
            .build();
        System.out.println(web.nodePortOf("http"));
        try {
            web.nodePortOf("https");
        } catch (final RuntimeException error) {
            System.out.println(error.getMessage().lines().findFirst().orElseThrow());
        }
    }
}
