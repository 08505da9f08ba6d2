package orchestrator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.CountingInputStream;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.NewFunction;
import org.junit.jupiter.api.Test;

class RequestTest {
  private static final int MAX_BYTES = 100_000;
  private static final MethodDescriptor<NewFunction, Function> METHOD =
      FunctionServiceGrpc.getRegisterFunctionMethod();

  private final Marshaller<Request<NewFunction>> marshaller = Request.marshaller(METHOD, MAX_BYTES);
  private final Marshaller<Request<InputStream>> bytes = Request.bytes(MAX_BYTES);

  /** The bytes of a message as the transport gives them that were not compressed. */
  private static final class Plain extends ByteArrayInputStream implements KnownLength {
    private Plain(byte[] bytes) {
      super(bytes);
    }
  }

  /** The bytes of a message as they are decompressed: nobody knows how many come. */
  private static InputStream compressed(byte[] bytes) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(gzip(bytes)));
  }

  private static InputStream damaged() throws IOException {
    byte[] zipped = gzip(named(10).toByteArray());
    zipped[zipped.length - 1]++;
    return new GZIPInputStream(new ByteArrayInputStream(zipped));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zipping = new GZIPOutputStream(zipped)) {
      zipping.write(bytes);
    }
    return zipped.toByteArray();
  }

  private static NewFunction named(int length) {
    return NewFunction.newBuilder().setName("x".repeat(length)).build();
  }

  private static String fault(Request<?> request) {
    try {
      throw new AssertionError("read: " + request.message());
    } catch (StatusRuntimeException e) {
      return InProcess.inWords(e.getStatus());
    }
  }

  @Test
  void aSmallRequestIsItsMessageAndItsSize() {
    NewFunction message = named(10);
    Request<NewFunction> request = marshaller.parse(new Plain(message.toByteArray()));

    assertThat(request.message()).isEqualTo(message);
    assertThat(request.bytes()).isEqualTo(message.getSerializedSize());
    assertThat(request.isLarge()).isFalse();
  }

  @Test
  void aLargeRequestIsOnlyReadWhenItsMessageIsAskedFor() {
    byte[] torn = Arrays.copyOf(named(80_000).toByteArray(), 70_000);
    Request<NewFunction> request = marshaller.parse(new Plain(torn));

    assertThat(request.isLarge()).isTrue();
    assertThat(request.bytes()).isEqualTo(70_000);
    assertThatThrownBy(request::message).isInstanceOf(StatusRuntimeException.class);
  }

  @Test
  void aLargeRequestIsReadWhole() {
    NewFunction message = named(80_000);

    assertThat(marshaller.parse(new Plain(message.toByteArray())).message()).isEqualTo(message);
  }

  @Test
  void aCompressedRequestHasTheSizeThatItTurnsOutToHave() throws IOException {
    NewFunction message = named(10);
    Request<NewFunction> request = marshaller.parse(compressed(message.toByteArray()));

    assertThat(request.message()).isEqualTo(message);
    assertThat(request.bytes()).isEqualTo(message.getSerializedSize());
    assertThat(request.isLarge()).isFalse();
  }

  @Test
  void whatCannotBeParsedIsToldWhenTheMessageIsAskedFor() throws IOException {
    byte[] nonsense = "no message".getBytes(StandardCharsets.UTF_8);

    assertThat(fault(marshaller.parse(new Plain(nonsense)))).startsWith("INTERNAL: ");
    assertThat(fault(marshaller.parse(compressed(nonsense)))).startsWith("INTERNAL: ");
  }

  @Test
  void whatCannotBeDecompressedIsToldToo() throws IOException {
    String fault =
        "INTERNAL: grpc: failed to decompress the received message: Corrupt GZIP trailer";

    assertThat(fault(marshaller.parse(damaged()))).isEqualTo(fault);
    assertThat(fault(bytes.parse(damaged()))).isEqualTo(fault);
  }

  @Test
  void aRequestMayBeAsLargeAsTheLimitAndNoLarger() {
    byte[] most = new byte[MAX_BYTES];
    byte[] more = new byte[MAX_BYTES + 1];
    String fault = "RESOURCE_EXHAUSTED: grpc: received message larger than max (100001 vs. 100000)";

    assertThat(bytes.parse(new Plain(most)).bytes()).isEqualTo(MAX_BYTES);
    assertThat(fault(bytes.parse(new Plain(more)))).isEqualTo(fault);
    assertThat(marshaller.parse(new Plain(most)).bytes()).isEqualTo(MAX_BYTES);
    assertThat(fault(marshaller.parse(new Plain(more)))).isEqualTo(fault);
  }

  @Test
  void ofWhatDecompressesToFarTooMuchNoMoreIsReadThanMayCome() throws IOException {
    CountingInputStream counted = new CountingInputStream(compressed(new byte[10 * MAX_BYTES]));

    assertThat(fault(marshaller.parse(counted))).startsWith("RESOURCE_EXHAUSTED");
    assertThat(counted.getCount()).isEqualTo(MAX_BYTES + 1);
  }

  @Test
  void whatIsSentOnIsWhatHasCome() throws IOException {
    NewFunction message = named(10);
    byte[] wire = message.toByteArray();

    assertThat(marshaller.stream(marshaller.parse(new Plain(wire))).readAllBytes()).isEqualTo(wire);
    assertThat(bytes.stream(bytes.parse(new Plain(wire))).readAllBytes()).isEqualTo(wire);
  }
}
