package orchestrator.graph.tosca;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import orchestrator.graph.model.GraphCheck;
import orchestrator.graph.model.Node;
import org.junit.jupiter.api.Test;

/** The example of the page about gorch. */
class BakeryTest {
  private static Tosca bakery(boolean withInputs) throws Exception {
    return withInputs
        ? Tosca.of(
            Tosca.resource("bakery.yaml").text(), Tosca.resource("bakery-inputs.yaml").text())
        : Tosca.of(Tosca.resource("bakery.yaml"));
  }

  @Test
  void eachOperationIsANodeInTheOrderOfTheFile() throws Exception {
    Tosca bakery = bakery(false);

    assertThat(bakery.graph().name()).isEqualTo("A bakery site on one machine.");
    assertThat(bakery.names())
        .containsExactly(
            "machine:noop",
            "oven:create",
            "oven:start",
            "oven:stop",
            "till:create",
            "till:configure",
            "till:start",
            "shop:configure",
            "shop:start");
    assertThat(bakery.graph().nodes())
        .extracting(Node::id)
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(bakery.graph().nodes()).extracting(Node::target).containsOnly("machine");
  }

  @Test
  void onlyWhatBuildsUpIsRun() throws Exception {
    Tosca bakery = bakery(false);

    assertThat(bakery.graph().nodes().stream().filter(it -> it.engine().equals("nil")))
        .extracting(Node::name)
        .containsExactly("machine:noop", "oven:stop");
    assertThat(bakery.node("oven:create").engine()).isEqualTo("toscassh");
    assertThat(bakery.node("oven:create").artifact()).isEqualTo("oven/install.sh");
    assertThat(bakery.node("oven:stop").artifact()).isEqualTo("oven/stop.sh");
  }

  @Test
  void argumentsComeFromInputsPropertiesAndAttributes() throws Exception {
    Tosca bakery = bakery(true);

    assertThat(bakery.arguments("oven:create"))
        .containsExactly(
            "grade=rye", "heat=220", "rack=r7", "host_ip=get_attribute machine.*:private_address");
    assertThat(bakery.arguments("till:configure")).containsExactly("currency=EUR");
    assertThat(bakery.arguments("shop:configure"))
        .containsExactly("title=corner bakery", "oven_url=get_attribute oven.*:oven_url");
    assertThat(bakery(false).arguments("oven:create")).contains("heat=180");
  }

  @Test
  void attributesOfTheTypeAreOutputs() throws Exception {
    Tosca bakery = bakery(false);

    assertThat(bakery.node("oven:start").outputs()).containsOnlyKeys("oven_url");
    assertThat(bakery.node("machine:noop").outputs())
        .containsOnlyKeys("networks", "ports", "private_address", "public_address")
        .containsEntry("ports", "");
    assertThat(bakery.node("shop:start").outputs()).isEmpty();
  }

  @Test
  void whatIsRequiredStartsBeforeAndStopsAfter() throws Exception {
    Tosca bakery = bakery(false);

    assertThat(bakery.edges())
        .containsExactlyInAnyOrder(
            "machine:noop > oven:create",
            "machine:noop > till:create",
            "oven:create > oven:start",
            "oven:start > oven:stop",
            "till:create > till:configure",
            "till:configure > till:start",
            "oven:start > shop:configure",
            "till:start > shop:configure",
            "shop:configure > shop:start",
            "shop:start > oven:stop");
    assertThat(GraphCheck.faults(bakery.graph())).isEmpty();
    assertThat(bakery.graph().timeout()).isEqualTo(Optional.empty());
  }
}
