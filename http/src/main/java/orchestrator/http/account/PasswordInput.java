package orchestrator.http.account;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for a new password: twice and unseen on a terminal, or as one line of standard input. */
final class PasswordInput {
  private static final int LONGEST_LINE = 4096;

  private final Optional<Terminal> terminal;
  private final InputStream in;

  /** Reads one line without showing it; null at the end of input. */
  @FunctionalInterface
  interface Terminal {
    char @Nullable [] readPassword(String prompt);
  }

  PasswordInput(Optional<Terminal> terminal, InputStream in) {
    this.terminal = terminal;
    this.in = in;
  }

  /** The terminal of this process, or what is piped into it. */
  static PasswordInput ofProcess() {
    return new PasswordInput(
        Optional.ofNullable(System.console())
            .filter(PasswordInput::isTerminal)
            .map(console -> prompt -> console.readPassword("%s", prompt)),
        System.in);
  }

  /** From Java 22 on there is a console without a terminal too, and a method that tells. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /**
   * A password that can be kept.
   *
   * @throws AccountsException when it cannot, or none was given
   */
  String read(String account) {
    String password = terminal.isPresent() ? typed(terminal.get(), account) : line();
    Passwords.fault(password)
        .ifPresent(
            fault -> {
              throw new AccountsException("the password cannot be used: " + fault);
            });
    return password;
  }

  private static String typed(Terminal terminal, String account) {
    char[] first = terminal.readPassword("New password of " + account + ": ");
    char[] second = first == null ? null : terminal.readPassword("The same again: ");
    if (first == null || second == null) {
      throw new AccountsException("no password was given");
    }
    if (!Arrays.equals(first, second)) {
      throw new AccountsException("the two passwords are not the same");
    }
    return new String(first);
  }

  private String line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      int next = in.read();
      if (next < 0) {
        throw new AccountsException("standard input has no password: one line is read");
      }
      while (next >= 0 && next != '\n') {
        line.write(next);
        if (line.size() > LONGEST_LINE) {
          throw new AccountsException("the line of standard input is too long for a password");
        }
        next = in.read();
      }
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(line.toByteArray()))
              .toString();
      return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    } catch (CharacterCodingException e) {
      throw new AccountsException("the password in standard input is no UTF-8 text");
    } catch (IOException e) {
      throw new AccountsException("standard input cannot be read: " + e.getMessage());
    }
  }
}
