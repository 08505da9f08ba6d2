package orchestrator.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rpc that answers once has a resource path for callers over HTTP, beside it in its file. */
final class ResourcePathTest {
  private static final Pattern PATH =
      Pattern.compile("/api/v1(/[a-z-]+|/\\{[a-z_]+})+(:[a-z][A-Za-z]*)?");
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");

  private static Stream<MethodDescriptor> unary() {
    return CompiledFiles.rpcs().filter(rpc -> !rpc.isServerStreaming());
  }

  private static HttpRule rule(MethodDescriptor rpc) {
    return rpc.getOptions().getExtension(AnnotationsProto.http);
  }

  private static String path(HttpRule rule) {
    return switch (rule.getPatternCase()) {
      case GET -> rule.getGet();
      case POST -> rule.getPost();
      case PATCH -> rule.getPatch();
      default -> "";
    };
  }

  @TestFactory
  Stream<DynamicTest> anRpcHasAPathThatItsRequestFills() {
    return unary()
        .map(
            rpc ->
                DynamicTest.dynamicTest(
                    rpc.getFullName(),
                    () -> {
                      assertThat(rpc.getOptions().hasExtension(AnnotationsProto.http)).isTrue();
                      assertThat(path(rule(rpc))).matches(PATH);
                      assertThat(variables(rule(rpc)))
                          .allSatisfy(
                              name ->
                                  assertThat(rpc.getInputType().findFieldByName(name).getType())
                                      .isEqualTo(FieldDescriptor.Type.STRING));
                    }));
  }

  private static List<String> variables(HttpRule rule) {
    return VARIABLE.matcher(path(rule)).results().map(variable -> variable.group(1)).toList();
  }

  @TestFactory
  Stream<DynamicTest> onlyReadsAreGotAndAllElseIsABody() {
    return unary()
        .map(
            rpc ->
                DynamicTest.dynamicTest(
                    rpc.getFullName(),
                    () -> {
                      boolean reads =
                          rpc.getOptions().getIdempotencyLevel()
                              == IdempotencyLevel.NO_SIDE_EFFECTS;
                      assertThat(rule(rpc).hasGet()).isEqualTo(reads);
                      assertThat(rule(rpc).getBody()).isEqualTo(reads ? "" : "*");
                    }));
  }

  @Test
  void noTwoRpcsShareAPath() {
    assertThat(
            unary()
                .map(ResourcePathTest::rule)
                .map(
                    rule ->
                        rule.getPatternCase()
                            + " "
                            + VARIABLE.matcher(path(rule)).replaceAll("{}")))
        .doesNotHaveDuplicates();
  }
}
