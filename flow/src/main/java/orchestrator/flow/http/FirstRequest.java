package orchestrator.flow.http;

import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections that have made no request after a while: such as send one byte by byte, or
 * nothing, would keep others out.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for a connection to be closed.
final class FirstRequest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final AttributeKey<Boolean> MADE = AttributeKey.valueOf("flow-request-made");

  private FirstRequest() {}

  static void watch(ChannelPipeline pipeline) {
    Channel channel = pipeline.channel();
    channel
        .eventLoop()
        .schedule(
            () -> {
              if (channel.attr(MADE).get() == null) {
                channel.close();
              }
            },
            PATIENCE.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  static void made(ServiceRequestContext context) {
    Channel channel = context.log().ensureAvailable(RequestLogProperty.SESSION).channel();
    if (channel != null) {
      channel.attr(MADE).set(true);
    }
  }
}
