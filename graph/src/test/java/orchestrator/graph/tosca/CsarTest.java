package orchestrator.graph.tosca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import orchestrator.graph.source.Source;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CsarTest {
  private static final String META = "TOSCA-Metadata/TOSCA.meta";
  private static final String META_TEXT =
      """
      TOSCA-Meta-File-Version: 1.0
      CSAR-Version: 1.1
      Created-By: a test
      Entry-Definitions: defs/site.yaml
      """;
  private static final String SITE =
      """
      imports: [ %s ]
      topology_template: { node_templates: { app: { type: my.App } } }
      """;
  private static final String TYPES =
      "node_types: { my.App: { interfaces: { Standard: { create: 'http://scripts.test/a.sh' } } } }";

  private static Source zip(Map<String, String> files) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return Source.of("site.csar", bytes.toByteArray());
  }

  private static Source archive(String meta, String reference) throws Exception {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(META, meta);
    files.put("defs/site.yaml", SITE.formatted(reference));
    files.put("defs/types.yaml", TYPES);
    files.put("common/types.yaml", TYPES);
    files.put("scripts/", "");
    return zip(files);
  }

  @Test
  void theMetadataNameTheFileToStartWith() throws Exception {
    for (String reference : new String[] {"types.yaml", "../common/types.yaml", "./types.yaml"}) {
      Tosca tosca = Tosca.of(archive(META_TEXT, reference));

      assertThat(tosca.names()).as(reference).containsExactly("app:create");
      assertThat(tosca.node("app:create").artifact()).isEqualTo("http://scripts.test/a.sh");
    }
  }

  @Test
  void withoutMetadataTheOneFileInTheRootIsRead() throws Exception {
    assertThat(
            Tosca.of(zip(Map.of("site.yml", SITE.formatted("d/t.yaml"), "d/t.yaml", TYPES)))
                .names())
        .containsExactly("app:create");
    assertThat(Tosca.faults(zip(Map.of("a.yaml", TYPES, "b.yaml", TYPES))))
        .singleElement()
        .asString()
        .contains("neither a file " + META);
  }

  @Test
  void nothingOutsideIsImported() throws Exception {
    assertThat(Tosca.faults(archive(META_TEXT, "../../types.yaml")))
        .containsExactly(
            "defs/site.yaml, line 1, column 12: import: ../../types.yaml lies outside of the archive");
    assertThat(Tosca.faults(archive(META_TEXT, "/etc/hosts")))
        .singleElement()
        .asString()
        .endsWith("/etc/hosts lies outside of the archive");
    assertThat(Tosca.faults(archive(META_TEXT, "missing.yaml")))
        .singleElement()
        .asString()
        .endsWith("the archive has no file defs/missing.yaml");
    assertThat(Tosca.faults(archive(META_TEXT, "'http://127.0.0.1:1/x.yaml'")))
        .singleElement()
        .asString()
        .contains("is not fetched");
  }

  @Test
  void wrongMetadataAreRefused() throws Exception {
    assertThat(Tosca.faults(archive("no metadata at all\n", "types.yaml")))
        .containsExactly(META + ", line 1, column 1: a line is NAME: VALUE");
    assertThat(Tosca.faults(archive("CSAR-Version: 1.1\n", "types.yaml")))
        .containsExactly(META + ": it has no line Entry-Definitions: FILE");
    assertThat(Tosca.faults(archive("Entry-Definitions: x.yaml\n", "types.yaml")))
        .containsExactly(META + ": Entry-Definitions: the archive has no file x.yaml");
    assertThat(
            Tosca.faults(zip(Map.of("TOSCA-Metadata/wrong.meta", META_TEXT, "site.yaml", TYPES))))
        .containsExactly("the archive has no file " + META);
  }

  @Test
  void longLinesOfMetadataGoOn() throws Exception {
    String meta = "Entry-Definitions: defs/\n site.yaml\n\nName: other/block\n";

    assertThat(Tosca.of(archive(meta, "types.yaml")).names()).containsExactly("app:create");
  }

  @Test
  void whatIsNoZipIsRefused() throws Exception {
    byte[] whole = archive(META_TEXT, "types.yaml").bytes();
    byte[] half = Arrays.copyOf(whole, whole.length / 5);

    assertThat(Tosca.faults(Source.of("a.csar", half)))
        .singleElement()
        .asString()
        .contains("the archive is broken");
    assertThat(Tosca.faults(Source.of("a.csar", "PK\3\4 nothing".getBytes(StandardCharsets.UTF_8))))
        .singleElement()
        .asString()
        .contains("the archive is broken");
    assertThat(Tosca.faults(Source.of("a.csar", "not zip".getBytes(StandardCharsets.UTF_8))))
        .singleElement()
        .asString()
        .contains("must be a map");
  }

  @Test
  @Tag("slow")
  void aBombIsNotUnpacked() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("zeros"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 300; i++) {
        zip.write(zeros);
      }
    }

    assertThat(bytes.size()).isLessThan(1 << 20);
    assertThat(Tosca.faults(Source.of("bomb.csar", bytes.toByteArray())))
        .containsExactly("the archive has more than 268435456 bytes when unpacked");
  }

  @Test
  void anArchiveOfTooManyFilesIsRefused() throws Exception {
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i <= 10_000; i++) {
      files.put("f" + i, "");
    }

    assertThat(Tosca.faults(zip(files))).containsExactly("the archive has more than 10000 files");
  }
}
