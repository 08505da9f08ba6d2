package orchestrator.http;

import com.linecorp.armeria.common.HttpStatus;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.List;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;

/**
 * Refuses requests of HTTP/1 whose end or whose host something in front of the door may have
 * understood in another way, and takes nothing that follows them on their connection.
 *
 * <p>It stands right behind the codec, since the next in line turns the request into a form without
 * these headers. The codec has already taken {@code Content-Length} out of a request that has
 * {@code Transfer-Encoding: chunked} too, so that each chunked request is the last of its
 * connection, as RFC 9112 wants it of one with both.
 */
final class Http1Guard extends ChannelInboundHandlerAdapter {
  private boolean isLast;
  private boolean isOver;

  private Http1Guard() {}

  /** Puts a guard behind the pipeline's codec of HTTP/1, and says whether it has one yet. */
  static boolean place(ChannelPipeline pipeline) {
    for (var each : pipeline) {
      ChannelHandler handler = each.getValue();
      if (handler instanceof HttpServerUpgradeHandler.SourceCodec) {
        pipeline.addAfter(each.getKey(), null, new Http1Guard());
        return true;
      }
    }
    return false;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (isOver) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest request) {
      inspect(request, context);
    }
    isOver = message instanceof LastHttpContent && isLast;
    context.fireChannelRead(message);
  }

  private void inspect(HttpRequest request, ChannelHandlerContext context) {
    if (!request.decoderResult().isSuccess()) {
      return;
    }
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (hosts.size() > 1) {
      refuse(request, "the header Host is given twice");
    } else if (hosts.isEmpty() && request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      refuse(request, "the header Host is missing");
    } else if (!codings.isEmpty() && !isChunked(codings)) {
      refuse(request, "the header Transfer-Encoding can only be chunked");
    } else if (!codings.isEmpty() && !request.protocolVersion().isKeepAliveDefault()) {
      refuse(request, "HTTP/1.0 has no Transfer-Encoding");
    } else if (!codings.isEmpty()) {
      isLast = true;
      HttpUtil.setKeepAlive(request, false);
    } else if (hosts.isEmpty()) {
      request.headers().set(HttpHeaderNames.HOST, own(context));
    }
  }

  private static boolean isChunked(List<String> codings) {
    return codings.size() == 1 && codings.get(0).strip().equalsIgnoreCase("chunked");
  }

  /** The name of this machine must not be told to whoever leaves the header out. */
  private static String own(ChannelHandlerContext context) {
    InetSocketAddress address = (InetSocketAddress) context.channel().localAddress();
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** What cannot be decoded is answered in its turn, and ends the connection. */
  private void refuse(HttpObject request, String reason) {
    isLast = true;
    request.setDecoderResult(
        DecoderResult.failure(new ProblemException(Problem.of(HttpStatus.BAD_REQUEST, reason))));
  }
}
