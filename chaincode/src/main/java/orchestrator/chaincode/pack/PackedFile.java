package orchestrator.chaincode.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;

/**
 * Holds a file of a package.
 *
 * @param name with folders, joined by slashes
 */
record PackedFile(String name, ByteString content) {
  static PackedFile ofText(String name, String text) {
    return new PackedFile(name, ByteString.copyFrom(text, UTF_8));
  }
}
