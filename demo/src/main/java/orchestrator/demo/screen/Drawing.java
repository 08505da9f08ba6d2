package orchestrator.demo.screen;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Draws data by a stylesheet beside this class, as SVG or as a page of HTML around that; either
 * needs nothing else to be seen.
 *
 * @param stylesheet the name of its file
 * @param data what it draws
 */
record Drawing(String stylesheet, Document data) {
  /** A document that is empty yet. */
  static Document document() {
    try {
      return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().newDocument();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("there is no XML", e);
    }
  }

  /**
   * Writes the drawing into a file.
   *
   * @param file its name ends in {@code .svg}, or in {@code .html} for a page
   */
  void write(Path file) {
    boolean page = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".html");
    try {
      Files.writeString(file, text(page));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report " + file, e);
    }
  }

  String text(boolean page) {
    StringWriter text = new StringWriter();
    text.write(page ? "<!doctype html>\n" : "");
    try {
      Transformer drawing =
          TransformerFactory.newDefaultInstance()
              .newTransformer(new StreamSource(Drawing.class.getResourceAsStream(stylesheet)));
      drawing.setParameter("page", page);
      drawing.transform(new DOMSource(data), new StreamResult(text));
    } catch (TransformerException e) {
      throw new IllegalStateException("the report cannot be drawn", e);
    }
    return text.toString();
  }

  static Element add(Node parent, String name, Object... attributes) {
    Document document = parent instanceof Document it ? it : parent.getOwnerDocument();
    Element child = document.createElement(name);
    parent.appendChild(child);
    set(child, attributes);
    return child;
  }

  static void set(Element element, Object... attributes) {
    for (int i = 0; i < attributes.length; i += 2) {
      element.setAttribute(attributes[i].toString(), attributes[i + 1].toString());
    }
  }

  static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
