package orchestrator.server.tls;

import io.grpc.netty.shaded.io.netty.handler.ssl.NotSslRecordException;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Tells why a client is not let in, or not any longer. */
enum Refusal {
  NO_CERTIFICATE("it shows no certificate, maybe since it has none of a CA that is trusted here"),
  EXPIRED("the certificate has expired"),
  NOT_YET_VALID("the certificate is not valid yet"),
  UNKNOWN_CA("no CA that is trusted here has issued the certificate"),
  BROKEN_CHAIN("a certificate between it and a trusted CA is missing"),
  WRONG_PURPOSE("the certificate is not one for TLS clients"),
  UNUSABLE("the certificate cannot be used"),
  MSP_ID("the certificate does not stand for the organization of the call"),
  PLAIN_TEXT("it speaks no TLS"),
  PROTOCOL("no protocol in common"),
  CIPHER("no cipher or curve in common"),
  REFUSED_BY_CLIENT("the client does not accept this server"),
  TIMEOUT("the handshake took too long"),
  GONE("the client has gone before the handshake was done"),
  OTHER("the handshake failed");

  private final String sentence;

  Refusal(String sentence) {
    this.sentence = sentence;
  }

  /** Why, in words. */
  String inWords() {
    return sentence;
  }

  /** The name in figures, such as {@code unknown_ca}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a failed handshake comes from, which libraries tell in their texts only. */
  static Refusal of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedCertificate refused) {
        return refused.reason();
      }
      if (cause instanceof NotSslRecordException) {
        return PLAIN_TEXT;
      }
      if (cause instanceof SslHandshakeTimeoutException) {
        return TIMEOUT;
      }
    }
    if (!(failure instanceof SSLException)) {
      return failure instanceof IOException ? GONE : OTHER;
    }
    return failure.getCause() instanceof ClosedChannelException
        ? GONE
        : ofText(String.valueOf(failure.getMessage()).toUpperCase(Locale.ROOT));
  }

  /** Texts of BoringSSL, which write words with underscores, and of the JDK. */
  private static Refusal ofText(String text) {
    String words = text.replace('_', ' ');
    if (words.contains("DID NOT RETURN A CERTIFICATE")
        || words.contains("EMPTY CLIENT CERTIFICATE CHAIN")) {
      return NO_CERTIFICATE;
    }
    if (words.contains("NO SHARED CIPHER")
        || words.contains("WRONG CURVE")
        || words.contains("NO SHARED GROUP")
        || words.contains("NO CIPHER SUITES IN COMMON")) {
      return CIPHER;
    }
    if (words.contains("HTTP REQUEST")) {
      return PLAIN_TEXT;
    }
    if (words.contains("ALERT")) {
      return REFUSED_BY_CLIENT;
    }
    if (words.contains("PROTOCOL") || words.contains("WRONG VERSION")) {
      return PROTOCOL;
    }
    return words.contains("CLOSED") ? GONE : OTHER;
  }
}
