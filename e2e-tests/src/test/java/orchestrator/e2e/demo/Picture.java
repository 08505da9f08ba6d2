package orchestrator.e2e.demo;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The SVG of a report, read by a strict parser. */
final class Picture {
  private final Element svg;

  private Picture(Element svg) {
    this.svg = svg;
  }

  /**
   * Reads a report.
   *
   * @param report an SVG file, or an HTML page with one SVG element
   * @throws org.xml.sax.SAXException when the SVG is not well-formed
   */
  static Picture in(Path report) throws Exception {
    String text = Files.readString(report);
    String end = "</svg>";
    String svg = text.substring(text.indexOf("<svg"), text.lastIndexOf(end) + end.length());
    return new Picture(
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)))
            .getDocumentElement());
  }

  /** The titles of the graph's nodes, one for each task: what it is, whose, and its status. */
  List<String> nodes() {
    NodeList all = svg.getElementsByTagName("*");
    return IntStream.range(0, all.getLength())
        .mapToObj(i -> (Element) all.item(i))
        .filter(element -> element.getAttribute("class").equals("node"))
        .map(element -> element.getElementsByTagName("title").item(0))
        .filter(title -> title != null)
        .map(title -> title.getTextContent())
        .toList();
  }
}
