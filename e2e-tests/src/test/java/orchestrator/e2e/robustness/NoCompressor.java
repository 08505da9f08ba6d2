package orchestrator.e2e.robustness;

import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.OutputStream;
import orchestrator.e2e.harness.api.Headers;

/** Says that it has compressed what it leaves as it is. */
record NoCompressor(String getMessageEncoding) implements Compressor {
  /** A member's connection on which calls may ask for this compressor by its encoding. */
  static ManagedChannel connect(String target, String encoding) {
    CompressorRegistry registry = CompressorRegistry.newEmptyInstance();
    registry.register(new NoCompressor(encoding));
    return NettyChannelBuilder.forTarget(target)
        .usePlaintext()
        .compressorRegistry(registry)
        .intercept(MetadataUtils.newAttachHeadersInterceptor(Headers.of("MyOrg1MSP", "mychannel")))
        .build();
  }

  @Override
  public OutputStream compress(OutputStream plain) {
    return plain;
  }
}
