package orchestrator.cli.text;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.Constant;

/**
 * Reads a text that is in memory as a whole. SnakeYAML's own reader copies a value again for each
 * kibibyte of it, which takes minutes for one of some 10 MB.
 */
final class WholeTextReader extends StreamReader {
  private static final String NAME = "'string'";

  private final int[] characters;
  private int pointer;
  private int documentIndex;
  private int line;
  private int column;

  WholeTextReader(String text) {
    super("");
    characters = text.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      if (!isPrintable(characters[i])) {
        throw new ReaderException(NAME, i, characters[i], "special characters are not allowed");
      }
    }
  }

  @Override
  public Mark getMark() {
    return new Mark(NAME, pointer, line, column, characters, pointer);
  }

  @Override
  public void forward() {
    forward(1);
  }

  @Override
  public void forward(int length) {
    for (int i = 0; i < length && pointer < characters.length; i++) {
      int character = characters[pointer++];
      documentIndex++;
      if (Constant.LINEBR.has(character) || (character == '\r' && peek() != '\n')) {
        line++;
        column = 0;
      } else if (character != 0xFEFF) {
        column++;
      }
    }
  }

  @Override
  public int peek() {
    return peek(0);
  }

  @Override
  public int peek(int index) {
    return pointer + index < characters.length ? characters[pointer + index] : '\0';
  }

  @Override
  public String prefix(int length) {
    return new String(characters, pointer, Math.min(length, characters.length - pointer));
  }

  @Override
  public String prefixForward(int length) {
    String prefix = prefix(length);
    pointer += length;
    documentIndex += length;
    // It is called for what has no line breaks.
    column += length;
    return prefix;
  }

  @Override
  public int getColumn() {
    return column;
  }

  @Override
  public int getDocumentIndex() {
    return documentIndex;
  }

  @Override
  public void resetDocumentIndex() {
    documentIndex = 0;
  }

  @Override
  public int getIndex() {
    return pointer;
  }

  @Override
  public int getLine() {
    return line;
  }
}
