package main

import (
	"fmt"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-nodeport/cdk8s-nodeport-go/cdk8snodeport"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	"github.com/cdk8s-team/cdk8s-plus-go/cdk8splus27/v2"
)

func main() {
	defer jsii.Close()
	app := cdk8s.NewApp(nil)
	storage := cdk8s.NewChart(app, jsii.String("storage"), &cdk8s.ChartProps{Namespace: jsii.String("storage")})

	pods := cdk8splus27.NewDeployment(storage, jsii.String("pods"), &cdk8splus27.DeploymentProps{
		Containers: &[]*cdk8splus27.ContainerProps{{Image: jsii.String("minio/minio"), PortNumber: jsii.Number(9000)}},
	})
	minio := cdk8snodeport.NewStaticNodePortService(storage, jsii.String("minio"), &cdk8snodeport.StaticNodePortServiceProps{
		Metadata: &cdk8s.ApiObjectMetadata{Name: jsii.String("minio")},
		Selector: pods,
		Ports: &[]interface{}{
			&cdk8splus27.ServicePort{Name: jsii.String("api"), Port: jsii.Number(9000), NodePort: jsii.Number(30009)}, // pinned
			&cdk8splus27.ServicePort{Name: jsii.String("console"), Port: jsii.Number(9001)},                           // assigned
		},
	})

	cdk8snodeport.NewNodePortReservation(app, jsii.String("team-network"), &cdk8snodeport.NodePortReservationProps{
		Ports: jsii.String("30053"), Reason: jsii.String("CoreDNS, applied from another repository"),
	})

	backup := cdk8s.NewChart(app, jsii.String("backup"), &cdk8s.ChartProps{Namespace: jsii.String("backup")})
	url := fmt.Sprintf("http://minio.example.com:%.0f", *minio.NodePortOf(jsii.String("console")))
	cdk8splus27.NewConfigMap(backup, jsii.String("settings"), &cdk8splus27.ConfigMapProps{
		Data: &map[string]*string{"url": jsii.String(url)},
	})

	app.Synth()
}
