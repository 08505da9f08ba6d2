package orchestrator.graph.tosca;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import orchestrator.graph.model.GraphCheck;
import orchestrator.graph.model.Node;
import orchestrator.graph.source.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sites of the shapes that users have, with the nodes and edges that each comes to. */
class ToscaShapesTest {
  private static void has(Tosca tosca, int nodes, int edges) {
    assertThat(tosca.graph().nodes()).as("nodes").hasSize(nodes);
    assertThat(tosca.graph().edges()).as("edges %s", tosca.edges()).hasSize(edges);
    assertThat(GraphCheck.faults(tosca.graph())).isEmpty();
  }

  @Test
  void aMachineAlone() throws Exception {
    has(
        Tosca.ofTemplates(
            """
            box:
              type: tosca.nodes.Compute
              capabilities: { host: { properties: { num_cpus: 2, mem_size: 4 GB } } }
            """),
        1,
        0);
  }

  @Test
  void aDatabaseServerThatIsOnlyConfigured() throws Exception {
    Tosca tosca =
        Tosca.ofTemplates(
            """
            ledger:
              type: tosca.nodes.DBMS
              properties: { root_password: secret, port: 3306 }
              requirements: [ { host: box } ]
              interfaces: { Standard: { configure: ledger.sh } }
            box: { type: tosca.nodes.Compute }
            """);

    has(tosca, 2, 1);
    assertThat(tosca.edges()).containsExactly("box:noop > ledger:configure");
  }

  @Test
  void aSiteWithItsDatabaseOnOneMachine() throws Exception {
    Tosca tosca =
        Tosca.of(
            """
            description: A blog.
            node_types:
              blog.Site:
                derived_from: tosca.nodes.WebApplication
                requirements: [ { store: tosca.nodes.Database } ]
            topology_template:
              inputs: { store_name: { type: string, default: posts }, root: { type: string } }
              node_templates:
                site:
                  type: blog.Site
                  requirements: [ { host: web }, { store: posts } ]
                  interfaces:
                    Standard:
                      create: site/create.sh
                      configure:
                        implementation: site/configure.sh
                        inputs:
                          store: { get_property: [ posts, name ] }
                          port: { get_property: [ SELF, store, port ] }
                posts:
                  type: tosca.nodes.Database
                  properties: { name: { get_input: store_name }, user: u, password: p }
                  requirements: [ { host: engine } ]
                  interfaces: { Standard: { configure: posts.sh } }
                engine:
                  type: tosca.nodes.DBMS
                  properties: { root_password: { get_input: root } }
                  requirements: [ { host: box } ]
                  interfaces:
                    Standard:
                      create: engine/create.sh
                      start: engine/start.sh
                      configure:
                        implementation: engine/configure.sh
                        inputs: { password: { get_property: [ SELF, root_password ] } }
                web:
                  type: tosca.nodes.WebServer
                  requirements: [ { host: box } ]
                  interfaces: { Standard: { create: web/create.sh, start: web/start.sh } }
                box: { type: tosca.nodes.Compute }
            """);

    has(tosca, 9, 9);
    assertThat(tosca.graph().nodes()).extracting(Node::target).containsOnly("box");
    assertThat(tosca.arguments("site:configure")).containsExactly("store=posts", "port=");
    assertThat(tosca.arguments("engine:configure")).containsExactly("password=");
    assertThat(tosca.edges())
        .contains(
            "engine:start > posts:configure",
            "posts:configure > site:create",
            "web:start > site:create",
            "engine:configure > engine:start");
  }

  @Test
  void hostsUponHosts() throws Exception {
    Tosca tosca =
        Tosca.ofTemplates(
            """
            app: { type: t.App, requirements: [ { host: runtime } ], interfaces: { Standard: { create: a, start: b } } }
            runtime: { type: t.Run, requirements: [ { host: shell } ], interfaces: { Standard: { create: a } } }
            shell: { type: t.Shell, requirements: [ { host: one } ], interfaces: { Standard: { start: a } } }
            one: { type: tosca.nodes.Compute }
            other: { type: t.App, requirements: [ { host: one } ], interfaces: { Standard: { create: a, start: b } } }
            """);

    has(tosca, 7, 6);
    assertThat(tosca.graph().nodes()).extracting(Node::target).containsOnly("one");
  }

  @Test
  void anApplicationAndItsDatabaseOnTwoMachines() throws Exception {
    Tosca tosca =
        Tosca.ofTemplates(
            """
            app:
              type: t.App
              requirements: [ { host: runtime }, { store: store } ]
              interfaces: { Standard: { create: a, configure: { implementation: b, inputs: { ip: { get_attribute: [ right, private_address ] } } }, start: c } }
            runtime: { type: t.Run, requirements: [ { host: left } ], interfaces: { Standard: { create: a } } }
            store: { type: t.Store, requirements: [ { host: right } ], interfaces: { Standard: { create: a, configure: b, start: c } } }
            left: { type: tosca.nodes.Compute }
            right: { type: tosca.nodes.Compute }
            """);

    has(tosca, 9, 8);
    assertThat(tosca.node("app:start").target()).isEqualTo("left");
    assertThat(tosca.node("store:start").target()).isEqualTo("right");
    assertThat(tosca.arguments("app:configure"))
        .containsExactly("ip=get_attribute right.*:private_address");
  }

  @Test
  void networksStandBetweenMachines() throws Exception {
    String box = "%s: { type: tosca.nodes.Compute }\n";
    String net = "%s: { type: tosca.nodes.network.Network, properties: { cidr: 10.0.0.0/8 } }\n";
    String port =
        "%s: { type: tosca.nodes.network.Port, requirements: [ { binding: { node: %s } }, { link: { node: %s } } ] }\n";

    Tosca one =
        Tosca.ofTemplates(
            port.formatted("p", "box", "net") + box.formatted("box") + net.formatted("net"));
    has(one, 3, 2);
    assertThat(one.edges()).containsExactlyInAnyOrder("box:noop > p:noop", "net:noop > p:noop");
    has(
        Tosca.ofTemplates(
            box.formatted("box")
                + net.formatted("n1")
                + net.formatted("n2")
                + net.formatted("n3")
                + port.formatted("p1", "box", "n1")
                + port.formatted("p2", "box", "n2")
                + port.formatted("p3", "box", "n3")),
        7,
        6);
    has(
        Tosca.ofTemplates(
            box.formatted("b1")
                + box.formatted("b2")
                + net.formatted("net")
                + port.formatted("p1", "b1", "net")
                + port.formatted("p2", "b2", "net")),
        5,
        4);
  }

  @Test
  void storageComesBeforeTheMachineThatUsesIt() throws Exception {
    Tosca attached =
        Tosca.of(
            """
            relationship_types:
              my.Attach: { derived_from: tosca.relationships.AttachesTo }
            topology_template:
              relationship_templates:
                at_data: { type: my.Attach, properties: { location: /data } }
              node_templates:
                box:
                  type: tosca.nodes.Compute
                  requirements: [ { local_storage: { node: disk, relationship: at_data } } ]
                disk: { type: tosca.nodes.BlockStorage, properties: { size: 1 GB } }
            """);
    has(attached, 2, 1);
    assertThat(attached.edges()).containsExactly("disk:noop > box:noop");
    has(
        Tosca.ofTemplates(
            """
            one: { type: tosca.nodes.Compute, requirements: [ { local_storage: { node: disk, relationship: { type: AttachesTo, properties: /data } } } ] }
            two: { type: tosca.nodes.Compute, requirements: [ { local_storage: { node: disk, relationship: AttachesTo } } ] }
            disk: { type: tosca.nodes.BlockStorage }
            """),
        3,
        2);
    has(
        Tosca.ofTemplates(
            """
            one: { type: tosca.nodes.Compute, requirements: [ { local_storage: first } ] }
            two: { type: tosca.nodes.Compute, requirements: [ { local_storage: second } ] }
            first: { type: tosca.nodes.BlockStorage }
            second: { type: tosca.nodes.BlockStorage }
            """),
        4,
        2);
    has(
        Tosca.ofTemplates("heap: { type: tosca.nodes.ObjectStorage, properties: { size: 1 GB } }"),
        1,
        0);
  }

  @Test
  void applicationsAndComponents() throws Exception {
    has(
        Tosca.ofTemplates(
            """
            site: { type: tosca.nodes.WebApplication, requirements: [ { host: web } ], interfaces: { Standard: { create: a, start: b } } }
            web: { type: tosca.nodes.WebServer, requirements: [ { host: box } ], interfaces: { Standard: { create: a, start: b } } }
            box: { type: tosca.nodes.Compute }
            """),
        5,
        4);
    has(
        Tosca.ofTemplates(
            """
            tool: { type: tosca.nodes.SoftwareComponent, requirements: [ { host: box } ], interfaces: { Standard: { create: a, start: b } } }
            box: { type: tosca.nodes.Compute }
            """),
        3,
        2);
  }

  @Test
  void fiveMachinesAndSixImports(@TempDir Path folder) throws Exception {
    for (String type : List.of("App", "Store", "Search", "Pipe", "Board", "Probe")) {
      Files.writeString(
          folder.resolve(type + ".yaml"),
          """
          tosca_definitions_version: tosca_simple_yaml_1_0
          node_types:
            watch.%s:
              derived_from: tosca.nodes.SoftwareComponent
              attributes: { port: { type: integer } }
              interfaces:
                Standard: { create: %1$s/create.sh, start: %1$s/start.sh }
          """
              .formatted(type));
    }
    Path site = folder.resolve("site.yaml");
    Files.writeString(
        site,
        """
        imports: [ App.yaml, Store.yaml, Search.yaml, Pipe.yaml, Board.yaml, Probe.yaml ]
        topology_template:
          node_templates:
            app: { type: watch.App, requirements: [ { host: run }, { store: data } ] }
            run: { type: t.Run, requirements: [ { host: m1 } ], interfaces: { Standard: { create: a } } }
            engine: { type: watch.Store, requirements: [ { host: m2 } ], interfaces: { Standard: { configure: c.sh } } }
            data: { type: t.Data, requirements: [ { host: engine } ], interfaces: { Standard: { create: a } } }
            search: { type: watch.Search, requirements: [ { host: m3 } ] }
            pipe: { type: watch.Pipe, requirements: [ { host: m4 }, { search: search } ] }
            board: { type: watch.Board, requirements: [ { host: m5 }, { search: search } ], interfaces: { Standard: { configure: c.sh } } }
            probe: { type: watch.Probe, requirements: [ { host: m1 }, { out: pipe } ], interfaces: { Standard: { configure: c.sh } } }
            probe2: { type: watch.Probe, requirements: [ { host: m1 }, { out: pipe } ], interfaces: { Standard: { configure: c.sh } } }
            m1: { type: tosca.nodes.Compute }
            m2: { type: tosca.nodes.Compute }
            m3: { type: tosca.nodes.Compute }
            m4: { type: tosca.nodes.Compute }
            m5: { type: tosca.nodes.Compute }
        """);

    Tosca tosca = Tosca.of(Source.of(site));

    has(tosca, 25, 25);
    assertThat(tosca.graph().nodes().stream().map(Node::target).distinct())
        .containsExactlyInAnyOrder("m1", "m2", "m3", "m4", "m5");
    assertThat(tosca.node("engine:create").artifact()).isEqualTo("Store/create.sh");
  }

  @Test
  void theSameFileGivesTheSameGraphEachTime() throws Exception {
    Source bakery = Tosca.resource("bakery.yaml");

    for (int time = 0; time < 20; time++) {
      assertThat(Tosca.of(bakery).graph()).isEqualTo(Tosca.of(bakery).graph());
    }
  }
}
