package orchestrator.graph.tosca;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToscaArgumentsTest {
  private static final String SITE =
      """
      node_types:
        shop.Stand:
          properties: { price: { type: integer, default: 7 }, note: { type: string } }
          attributes: { seats: { type: integer } }
          capabilities: { door: { type: shop.Door } }
      topology_template:
        inputs:
          city: { type: string, default: Oslo }
          street: { type: string }
          nickname: { type: string, required: false }
          size: { type: map, default: { wide: 3, rows: [ a, b ] } }
        node_templates:
          box:
            type: tosca.nodes.Compute
            properties: { rack: r1, label: { concat: [ { get_property: [ SELF, rack ] }, -x ] } }
          kiosk:
            type: shop.Stand
            requirements: [ { host: box }, { neighbour: { node: cafe, capability: door } } ]
            properties:
              town: { get_input: city }
              again: { get_property: [ SELF, town ] }
              loop: { get_property: [ SELF, loop ] }
              seats_of: { get_attribute: [ SELF, seats ] }
              empty:
              deep: { list: [ x, y ] }
            capabilities: { door: { properties: { colour: red } } }
            interfaces:
              Standard:
                create:
                  implementation: c.sh
                  inputs:
                    it: %s
          cafe:
            type: shop.Stand
            capabilities: { door: { properties: { colour: blue } } }
      """;

  private static String argument(String input) throws Exception {
    return Tosca.of(SITE.formatted(input)).arguments("kiosk:create").get(0);
  }

  private static String fault(String input) {
    return String.join("; ", Tosca.faults(SITE.formatted(input)));
  }

  private static String declared(String input) throws Exception {
    return String.join(
        ",",
        Tosca.of(
                """
                node_types:
                  shop.Stand:
                    properties: { price: { type: integer, default: 7 } }
                    interfaces:
                      Standard:
                        create:
                          implementation: c.sh
                          inputs:
                            it: %s
                topology_template:
                  inputs: { city: { default: Oslo } }
                  node_templates:
                    box: { type: tosca.nodes.Compute, properties: { rack: r1 } }
                    kiosk: { type: shop.Stand, requirements: [ { host: box } ] }
                """
                    .formatted(input))
            .arguments("kiosk:create"));
  }

  @Test
  void literalsAreAsTheyAreWritten() throws Exception {
    assertThat(argument("plain words")).isEqualTo("it=plain words");
    assertThat(argument("0080")).isEqualTo("it=0080");
    assertThat(argument("1.10")).isEqualTo("it=1.10");
    assertThat(argument("yes")).isEqualTo("it=yes");
    assertThat(argument("\"a: b\"")).isEqualTo("it=a: b");
    assertThat(argument("")).isEqualTo("it=");
  }

  @Test
  void inATypeAnInputHasItsValueInAListOrNot() throws Exception {
    assertThat(declared("{ value: [ x ] }")).isEqualTo("it=x");
    assertThat(declared("{ value: x }")).isEqualTo("it=x");
    assertThat(declared("{ type: string, value: [ x ] }")).isEqualTo("it=x");
    assertThat(declared("x")).isEqualTo("it=x");
    assertThat(declared("{ type: string, default: x }")).isEqualTo("it=x");
    assertThat(declared("{ type: string, default: { get_input: city } }")).isEqualTo("it=Oslo");
    assertThat(declared("{ type: string, get_input: [ city ] }")).isEqualTo("it=Oslo");
  }

  @Test
  void inATypeAnInputThatIsOnlyDescribedIsNoArgument() throws Exception {
    assertThat(declared("{ type: string }")).isEmpty();
    assertThat(declared("{ type: string, description: what, required: false }")).isEmpty();
  }

  @Test
  void inATypeFunctionsAreEvaluatedForTheTemplate() throws Exception {
    assertThat(declared("{ get_input: city }")).isEqualTo("it=Oslo");
    assertThat(declared("{ get_property: [ SELF, price ] }")).isEqualTo("it=7");
    assertThat(declared("{ get_property: [ HOST, rack ] }")).isEqualTo("it=r1");
    assertThat(declared("{ get_attribute: [ HOST, public_address ] }"))
        .isEqualTo("it=get_attribute box.*:public_address");
    assertThat(declared("{ get_attribute: [ SELF, seats ] }"))
        .isEqualTo("it=get_attribute kiosk.*:seats");
  }

  @Test
  void theTemplatesInputsComeInPlaceOfThoseOfTheType() throws Exception {
    Tosca tosca =
        Tosca.of(
            """
            node_types:
              shop.Stand:
                interfaces:
                  Standard:
                    inputs: { all: of the interface }
                    create: { implementation: c.sh, inputs: { one: 1, two: { value: [ 2 ] } } }
            topology_template:
              node_templates:
                kiosk:
                  type: shop.Stand
                  interfaces: { Standard: { create: { inputs: { two: two, three: 3 } } } }
            """);

    assertThat(tosca.arguments("kiosk:create"))
        .containsExactly("all=of the interface", "one=1", "two=two", "three=3");
  }

  @Test
  void inputsComeFromTheFileOrTheirDefault() throws Exception {
    assertThat(argument("{ get_input: city }")).isEqualTo("it=Oslo");
    assertThat(argument("{ get_input: [ city ] }")).isEqualTo("it=Oslo");
    assertThat(argument("{ get_input: [ size, wide ] }")).isEqualTo("it=3");
    assertThat(argument("{ get_input: [ size, rows, 1 ] }")).isEqualTo("it=b");
    String file = SITE.formatted("{ get_input: city }");
    assertThat(Tosca.of(file, "city: { value: Bergen }").arguments("kiosk:create"))
        .containsExactly("it=Bergen");
    assertThat(Tosca.of(file, "city: Bergen").arguments("kiosk:create"))
        .containsExactly("it=Bergen");
    assertThat(Tosca.of(file, "town: { value: Bergen }").arguments("kiosk:create"))
        .containsExactly("it=Oslo");
  }

  @Test
  void anInputWithoutAnyValueIsEmptyAndTold() throws Exception {
    Tosca tosca = Tosca.of(SITE.formatted("{ get_input: street }"));

    assertThat(tosca.arguments("kiosk:create")).containsExactly("it=");
    assertThat(tosca.warnings())
        .containsExactly("input street has neither a value nor a default: it is empty");
    assertThat(Tosca.of(SITE.formatted("{ get_input: nickname }")).warnings()).isEmpty();
    assertThat(fault("{ get_input: nothing }")).contains("there is no input nothing");
  }

  @Test
  void propertiesAreEvaluatedWhereTheyAre() throws Exception {
    assertThat(argument("{ get_property: [ SELF, town ] }")).isEqualTo("it=Oslo");
    assertThat(argument("{ get_property: [ SELF, again ] }")).isEqualTo("it=Oslo");
    assertThat(argument("{ get_property: [ box, rack ] }")).isEqualTo("it=r1");
    assertThat(argument("{ get_property: [ HOST, rack ] }")).isEqualTo("it=r1");
    assertThat(argument("{ get_property: [ HOST, label ] }")).isEqualTo("it=r1-x");
    assertThat(argument("{ get_property: [ SELF, price ] }")).isEqualTo("it=7");
    assertThat(argument("{ get_property: [ SELF, empty ] }")).isEqualTo("it=");
    assertThat(argument("{ get_property: [ SELF, deep, list, 1 ] }")).isEqualTo("it=y");
    assertThat(argument("{ get_property: [ SELF, seats_of ] }"))
        .isEqualTo("it=get_attribute kiosk.*:seats");
  }

  @Test
  void propertiesOfCapabilitiesAndRequirementsAreFound() throws Exception {
    assertThat(argument("{ get_property: [ SELF, door, colour ] }")).isEqualTo("it=red");
    assertThat(argument("{ get_property: [ SELF, neighbour, colour ] }")).isEqualTo("it=blue");
    assertThat(argument("{ get_property: [ SELF, neighbour, price ] }")).isEqualTo("it=7");
  }

  @Test
  void aPropertyWithoutAValueIsEmptyAndToldButAnUnknownOneIsAFault() throws Exception {
    Tosca tosca = Tosca.of(SITE.formatted("{ get_property: [ cafe, note ] }"));

    assertThat(tosca.arguments("kiosk:create")).containsExactly("it=");
    assertThat(tosca.warnings()).containsExactly("property note of cafe has no value: it is empty");
    assertThat(fault("{ get_property: [ cafe, taste ] }"))
        .isEqualTo("line 32, column 19: cafe has no property taste");
    assertThat(fault("{ get_property: [ nobody, taste ] }"))
        .contains("there is no node template nobody");
    assertThat(fault("{ get_property: [ SELF, loop ] }")).contains("refers to itself");
    assertThat(fault("{ get_property: [ SELF, deep ] }")).contains("list is none of the functions");
    assertThat(fault("{ get_property: [ SELF, deep, list ] }")).contains("must be a text");
    assertThat(fault("{ get_property: SELF }")).contains("needs a node template and a property");
  }

  @Test
  void attributesAreLeftToTheRun() throws Exception {
    assertThat(argument("{ get_attribute: [ box, private_address ] }"))
        .isEqualTo("it=get_attribute box.*:private_address");
    assertThat(argument("{ get_attribute: [ HOST, ports ] }"))
        .isEqualTo("it=get_attribute box.*:ports");
    assertThat(argument("{ get_attribute: [ SELF, neighbour, seats ] }"))
        .isEqualTo("it=get_attribute cafe.*:seats");
    assertThat(argument("{ get_attribute: [ SELF, door, address ] }"))
        .isEqualTo("it=get_attribute kiosk.*:address");
    assertThat(fault("{ get_attribute: [ nobody, seats ] }"))
        .contains("there is no node template nobody");
  }

  @Test
  void withoutAHostItsAttributeIsThatOfNobody() throws Exception {
    Tosca tosca =
        Tosca.ofTemplates(
            """
            app:
              type: a.App
              interfaces:
                Standard: { create: { inputs: { it: { get_attribute: [ HOST, x ] } } } }
            """);

    assertThat(tosca.arguments("app:create")).containsExactly("it=get_attribute self.*:x");
  }

  @Test
  void namesWithSignsOfExpressionsAreEscaped() throws Exception {
    Tosca tosca =
        Tosca.ofTemplates(
            """
            c++:
              type: a.App
              interfaces:
                Standard: { create: { inputs: { it: { get_attribute: [ SELF, x ] } } } }
            """);

    assertThat(tosca.arguments("c++:create")).containsExactly("it=get_attribute c\\+\\+.*:x");
  }

  @Test
  void textsArePutTogetherAndTakenApart() throws Exception {
    assertThat(argument("{ concat: [ 'http://', { get_input: city }, ':', 80 ] }"))
        .isEqualTo("it=http://Oslo:80");
    assertThat(argument("{ token: [ 'a:b,c', ':,', 2 ] }")).isEqualTo("it=c");
    assertThat(fault("{ token: [ 'a:b', ':', 2 ] }")).contains("the text has no part 2");
    assertThat(fault("{ concat: [ 'http://', { get_attribute: [ box, ports ] } ] }"))
        .contains("known only while the graph runs");
  }

  @Test
  void anythingElseIsAFaultWithItsLine() {
    assertThat(fault("{ a: 1, b: 2 }"))
        .isEqualTo(
            "line 32, column 19: this must be a text, a number or one function, and is a map");
    assertThat(fault("[ 1, 2 ]")).contains("is a list");
    assertThat(fault("{ get_nodes_of_type: x }")).contains("none of the functions");
  }
}
