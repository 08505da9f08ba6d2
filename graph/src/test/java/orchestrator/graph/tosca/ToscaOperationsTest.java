package orchestrator.graph.tosca;

import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.graph.model.Node;
import org.junit.jupiter.api.Test;

class ToscaOperationsTest {
  private static final String PUMP_TYPE =
      """
      tosca_definitions_version: anything goes
      node_types:
        garden.Pump:
          derived_from: tosca.nodes.SoftwareComponent
          attributes: { flow: { type: string } }
          interfaces:
            tosca.interfaces.node.lifecycle.Standard:
              create: pump/create.sh
              start:
              prime: pump/prime.sh
              stop: { implementation: pump/stop.sh }
      topology_template:
        node_templates:
      """;

  private static Tosca pump(String template) throws Exception {
    return Tosca.of(PUMP_TYPE + template.indent(4));
  }

  @Test
  void aTemplateWithoutInterfacesHasThoseOfItsType() throws Exception {
    Tosca tosca = pump("pump: { type: garden.Pump }");

    assertThat(tosca.names())
        .containsExactly("pump:create", "pump:start", "pump:prime", "pump:stop");
    assertThat(tosca.node("pump:create").engine()).isEqualTo("toscassh");
    assertThat(tosca.node("pump:start").engine()).isEqualTo("nil");
    assertThat(tosca.node("pump:start").artifact()).isEmpty();
    assertThat(tosca.node("pump:prime").engine()).isEqualTo("nil");
    assertThat(tosca.node("pump:stop").artifact()).isEqualTo("pump/stop.sh");
  }

  @Test
  void toItsOwnOperationsThoseOfTheTypeAreAddedThatTheInterfaceKnows() throws Exception {
    Tosca tosca =
        pump(
            """
            pump:
              type: garden.Pump
              interfaces:
                Standard:
                  configure: own/configure.sh
                  create: own/create.sh
            """);

    assertThat(tosca.names())
        .containsExactly("pump:configure", "pump:create", "pump:start", "pump:stop");
    assertThat(tosca.node("pump:create").artifact()).isEqualTo("own/create.sh");
    assertThat(tosca.edges())
        .containsExactlyInAnyOrder(
            "pump:create > pump:configure",
            "pump:configure > pump:start",
            "pump:start > pump:stop");
  }

  @Test
  void anInterfaceMayHaveItsFullNameInTheTemplate() throws Exception {
    Tosca tosca =
        pump(
            """
            pump:
              type: garden.Pump
              interfaces: { tosca.interfaces.node.lifecycle.Standard: { delete: away.sh } }
            """);

    assertThat(tosca.names())
        .containsExactly("pump:delete", "pump:create", "pump:start", "pump:stop");
    assertThat(tosca.node("pump:delete").engine()).isEqualTo("nil");
  }

  @Test
  void anOperationWithoutAScriptHasThatOfTheType() throws Exception {
    Tosca tosca =
        pump(
            """
            pump:
              type: garden.Pump
              interfaces: { Standard: { create: { inputs: { depth: 3 } } } }
            """);

    assertThat(tosca.node("pump:create").artifact()).isEqualTo("pump/create.sh");
    assertThat(tosca.arguments("pump:create")).containsExactly("depth=3");
  }

  @Test
  void ofAnotherInterfaceTheTypeAddsNothing() throws Exception {
    Tosca tosca =
        pump(
            """
            pump:
              type: garden.Pump
              interfaces: { Care: { oil: oil.sh } }
            """);

    assertThat(tosca.names()).containsExactly("pump:oil");
    assertThat(tosca.node("pump:oil").engine()).isEqualTo("nil");
  }

  @Test
  void anInterfaceTypeOfOnesOwnLetsItsOperationsIn() throws Exception {
    Tosca tosca =
        Tosca.of(
            """
            interface_types:
              garden.interfaces.Care: { oil: {}, clean: {} }
            node_types:
              garden.Pump:
                interfaces:
                  Care: { oil: oil.sh, clean: clean.sh, paint: paint.sh }
            topology_template:
              node_templates:
                pump: { type: garden.Pump, interfaces: { Care: { oil: more.sh } } }
            """);

    assertThat(tosca.names()).containsExactly("pump:oil", "pump:clean");
    assertThat(tosca.node("pump:oil").artifact()).isEqualTo("more.sh");
  }

  @Test
  void withoutAnyOperationThereIsOneThatDoesNothing() throws Exception {
    Tosca tosca =
        Tosca.ofTemplates(
            """
            root: { type: tosca.nodes.Root }
            unknown: { type: nobody.knows.This }
            empty: { type: tosca.nodes.DBMS, interfaces: { Standard: } }
            """);

    assertThat(tosca.names()).containsExactly("root:noop", "unknown:noop", "empty:noop");
    assertThat(tosca.graph().nodes()).extracting(Node::engine).containsOnly("nil");
    assertThat(tosca.graph().nodes()).extracting(Node::artifact).containsOnly("");
  }

  @Test
  void nothingIsInheritedFromAParentType() throws Exception {
    Tosca tosca =
        Tosca.of(
            """
            node_types:
              garden.Base:
                attributes: { depth: { type: string } }
                interfaces: { Standard: { create: base.sh } }
              garden.Well:
                derived_from: garden.Base
            topology_template:
              node_templates:
                well: { type: garden.Well }
            """);

    assertThat(tosca.names()).containsExactly("well:noop");
    assertThat(tosca.node("well:noop").outputs()).isEmpty();
  }

  @Test
  void aScriptMayBeWrittenInEachForm() throws Exception {
    Tosca tosca =
        Tosca.ofTemplates(
            """
            app:
              type: tosca.nodes.WebApplication
              interfaces:
                Standard:
                  create: { implementation: a.sh }
                  configure: { implementation: { primary: b.sh, dependencies: [ c.sh ] } }
                  start: https://scripts.test/d.sh
            """);

    assertThat(tosca.graph().nodes())
        .extracting(Node::artifact)
        .containsExactly("a.sh", "b.sh", "https://scripts.test/d.sh");
  }

  @Test
  void theTargetIsTheMachineAtTheEndOfTheHosts() throws Exception {
    Tosca tosca =
        Tosca.ofTemplates(
            """
            app: { type: a.App, requirements: [ { host: server } ] }
            server: { type: a.Server, requirements: [ { db: other }, { host: { node: box } } ] }
            box: { type: acme.computeLarge }
            other: { type: a.Other }
            lost: { type: a.App, requirements: [ { host: nowhere } ] }
            one: { type: a.App, requirements: [ { host: two } ] }
            two: { type: a.App, requirements: [ { host: one } ] }
            notOne: { type: acme.compute.Big-1 }
            """);

    assertThat(tosca.node("app:noop").target()).isEqualTo("box");
    assertThat(tosca.node("server:noop").target()).isEqualTo("box");
    assertThat(tosca.node("box:noop").target()).isEqualTo("box");
    assertThat(tosca.node("other:noop").target()).isEqualTo("other");
    assertThat(tosca.node("lost:noop").target()).isEqualTo("lost");
    assertThat(tosca.node("one:noop").target()).isEqualTo("one");
    assertThat(tosca.node("notOne:noop").target()).isEqualTo("notOne");
  }

  @Test
  void ranksOrderTheWholeLife() throws Exception {
    Tosca tosca =
        Tosca.ofTemplates(
            """
            app:
              type: a.App
              interfaces:
                Any:
                  delete: x
                  stop: x
                  target_changed: x
                  remove_target: x
                  add_target: x
                  start: x
                  post_configure_target: x
                  post_configure_source: x
                  configure: x
                  pre_configure_target: x
                  pre_configure_source: x
                  create: x
                  other: x
            """);

    assertThat(tosca.edges())
        .containsExactlyInAnyOrder(
            "app:other > app:create",
            "app:create > app:pre_configure_source",
            "app:pre_configure_source > app:pre_configure_target",
            "app:pre_configure_target > app:configure",
            "app:configure > app:post_configure_source",
            "app:post_configure_source > app:post_configure_target",
            "app:post_configure_target > app:start",
            "app:start > app:add_target",
            "app:add_target > app:remove_target",
            "app:remove_target > app:target_changed",
            "app:target_changed > app:stop",
            "app:stop > app:delete");
  }

  @Test
  void requirementsOfUnknownTemplatesAddNothing() throws Exception {
    Tosca tosca =
        Tosca.ofTemplates(
            """
            app:
              type: a.App
              requirements:
                - host: tosca.nodes.Compute
                - store: { node_filter: { properties: [] } }
                - log: { capability: log_endpoint }
            """);

    assertThat(tosca.edges()).isEmpty();
  }
}
