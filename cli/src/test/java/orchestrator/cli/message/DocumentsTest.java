package orchestrator.cli.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Message;
import java.io.ByteArrayInputStream;
import java.util.List;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.NewFunction;
import orchestrator.proto.NewPermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentsTest {
  private static final NewFunction FUNCTION =
      NewFunction.newBuilder()
          .setKey("00000000-0000-4000-8000-000000000001")
          .setName("no")
          .setArchive(
              Addressable.newBuilder()
                  .setChecksum("1e10000000000000000000000000000000000000000000000000000000000000")
                  .setStorageAddress("https://h/a"))
          .setNewPermissions(NewPermissions.newBuilder().setPublic(true))
          .putMetadata("date", "2026-01-01")
          .putInputs(
              "x",
              FunctionInput.newBuilder().setKind(AssetKind.ASSET_MODEL).setOptional(true).build())
          .build();

  private static List<Message> read(String text) {
    return Documents.messages(
        "-", new ByteArrayInputStream(text.getBytes(UTF_8)), NewFunction.getDefaultInstance());
  }

  @Test
  void yamlTextsStayWhatIsWritten() {
    assertThat(
            read(
                """
                key: 00000000-0000-4000-8000-000000000001
                name: no
                archive:
                  checksum: 1e10000000000000000000000000000000000000000000000000000000000000
                  storage_address: https://h/a
                newPermissions: {public: true}
                metadata: {date: 2026-01-01}
                inputs:
                  x: {kind: ASSET_MODEL, optional: true}
                """))
        .containsExactly(FUNCTION);
  }

  @Test
  void bothSpellingsOfAFieldAreRead() {
    assertThat(read("{\"newPermissions\": {\"authorizedIds\": [\"a\"]}}"))
        .isEqualTo(read("new_permissions:\n  authorized_ids: [a]"));
  }

  @Test
  void aFileMayHaveSeveralDocumentsOrLists() {
    assertThat(read("name: a\n---\nname: b\n---\n- name: c\n- name: d\n"))
        .extracting(message -> ((NewFunction) message).getName())
        .containsExactly("a", "b", "c", "d");
    assertThat(read("{\"name\":\"a\"}\n\t{\"name\":\"b\"}\n[{\"name\":\"c\"}]"))
        .extracting(message -> ((NewFunction) message).getName())
        .containsExactly("a", "b", "c");
    assertThat(read("# nothing\n")).isEmpty();
  }

  @Test
  void whatIsWrittenAsJsonOrYamlIsReadAgain() {
    assertThat(read(Json.line(FUNCTION))).containsExactly(FUNCTION);
    assertThat(read(Json.yaml(FUNCTION))).containsExactly(FUNCTION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nmae: a                 | Cannot find field: nmae
          name: a\\n---\\nnmae: b | document 2: Cannot find field: nmae
          name: [a                | line
          name: a\\nname: b       | duplicate
          {"name": }              | not JSON
          {"name": "a", "name": "b"} | the field "name" is given twice
          [{"name": "a"}] {"name": "\\ud800"} | half a character
          name: "\\ud800"         | half a character
          key: &a [*a]\\nname: x  | an anchor is used within itself
          just a text             | -:
          inputs: {x: {kind: ASSET_CAR}} | ASSET_CAR
          """)
  void whatDoesNotFitIsNamed(String text, String named) {
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> read(text.replace("\\n", "\n")))
        .satisfies(wrong -> assertThat(wrong.exit()).isEqualTo(Exit.WRONG_USE))
        .withMessageContaining(named);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> Documents.text("no/such/file", System.in))
        .withMessage("no/such/file: there is no such file");
  }
}
