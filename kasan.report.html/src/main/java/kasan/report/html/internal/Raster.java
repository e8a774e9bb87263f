// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import kasan.api.BadInputException;
import kasan.report.html.internal.chart.Drawing;

/** Turns a drawing into dots, two by two for each of its pixels; needs no display. */
final class Raster {
  private static final int SCALE = 2;

  /** The font without serifs that each Java has under this name. */
  private static final String FONT = "SansSerif";

  /**
   * Ours alone are drawn, and a matrix has thousands of cells: its count of shapes is no danger.
   */
  private static final DocumentLimits LIMITS =
      new DocumentLimits(
          DocumentLimits.DEFAULT_MAX_NESTING_DEPTH,
          DocumentLimits.DEFAULT_MAX_USE_NESTING_DEPTH,
          Integer.MAX_VALUE);

  private Raster() {}

  /**
   * Writes it as PNG.
   *
   * @throws BadInputException when this Java has no fonts to draw with
   */
  static void write(Drawing drawing, OutputStream out) throws IOException {
    BufferedImage image;
    try {
      image = dots(drawing);
    } catch (LinkageError | RuntimeException e) {
      throw new BadInputException(
          "--format png: this Java cannot draw (" + e + "); --format svg needs no fonts", e);
    }
    var png = new ByteArrayOutputStream();
    ImageIO.setUseCache(false);
    if (!ImageIO.write(image, "png", png)) {
      throw new IOException("this Java has no writer of PNG");
    }
    png.writeTo(out);
    out.flush();
  }

  private static BufferedImage dots(Drawing drawing) throws IOException {
    SVGDocument document =
        new SVGLoader()
            .load(
                new ByteArrayInputStream(drawing.asFile(FONT).getBytes(StandardCharsets.UTF_8)),
                null,
                LoaderContext.builder().documentLimits(LIMITS).build());
    if (document == null) {
      throw new IOException("the drawing is no SVG");
    }
    var image =
        new BufferedImage(
            drawing.width() * SCALE,
            (int) Math.ceil(drawing.height()) * SCALE,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.scale(SCALE, SCALE);
      document.renderWithPlatform(NullPlatformSupport.INSTANCE, graphics, null);
    } finally {
      graphics.dispose();
    }
    return image;
  }
}
