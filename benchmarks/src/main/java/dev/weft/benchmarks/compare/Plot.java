package dev.weft.benchmarks.compare;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * The processor time of an operation beside the baseline's, as a picture without a ground, in colours that can be told
 * on white and on black.
 *
 * @param report the run
 * @param contenders all of them
 * @param baseline beside whom they are set
 */
record Plot(Report report, List<Contender> contenders, Baseline baseline) {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 420;
    private static final int SHARPNESS = 2;
    private static final Color NONE = new Color(0, 0, 0, 0);
    private static final Color WORDS = new Color(0x80, 0x86, 0x8e);
    private static final Color LINES = new Color(0x80, 0x86, 0x8e, 0x50);
    /** Orange; told apart from the others also by those who see few colours. */
    private static final Color[] OWN = {new Color(0xe6, 0x7e, 0x22), new Color(0xb8, 0x4a, 0x0e)};

    private static final Color[] OTHERS = {
        new Color(0x2f, 0x81, 0xf7),
        new Color(0x6c, 0xb0, 0xff),
        new Color(0x8b, 0x94, 0x9e),
        new Color(0x2d, 0xa4, 0x4e),
        new Color(0xa3, 0x71, 0xf7),
        new Color(0xdb, 0x61, 0xa2)
    };

    /** Writes the SVG, and beside it the same as PNG. */
    void write(Path svg) throws IOException {
        var charts = charts();
        var height = HEIGHT * Math.max(1, charts.size());
        var vectors = new VectorGraphics2D();
        paint(charts, vectors);
        var drawn = new ByteArrayOutputStream();
        new SVGProcessor()
                .getDocument(vectors.getCommands(), new PageSize(0, 0, WIDTH, height))
                .writeTo(drawn);
        Files.writeString(svg, Svg.shortened(drawn.toString(StandardCharsets.UTF_8)));
        var image = new BufferedImage(WIDTH * SHARPNESS, height * SHARPNESS, BufferedImage.TYPE_INT_ARGB);
        var pixels = image.createGraphics();
        pixels.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pixels.scale(SHARPNESS, SHARPNESS);
        paint(charts, pixels);
        pixels.dispose();
        if (!ImageIO.write(image, "png", png(svg).toFile())) {
            throw new IOException("this JDK cannot write PNG");
        }
    }

    /** Where the PNG of an SVG is. */
    static Path png(Path svg) {
        var name = String.valueOf(svg.getFileName());
        return svg.resolveSibling((name.endsWith(".svg") ? name.substring(0, name.length() - 4) : name) + ".png");
    }

    private static void paint(List<CategoryChart> charts, Graphics2D graphics) {
        for (var chart : charts) {
            chart.paint(graphics, WIDTH, HEIGHT);
            graphics.translate(0, HEIGHT);
        }
    }

    /** One of each kind of contender that has something to show. */
    private List<CategoryChart> charts() {
        return Arrays.stream(Contender.Kind.values())
                .map(this::chart)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<CategoryChart> chart(Contender.Kind kind) {
        var of = contenders.stream()
                .filter(contender -> contender.kind() == kind)
                .toList();
        var scenarios = Arrays.stream(Scenario.values())
                .filter(scenario -> scenario.load().primary() == Column.CPU)
                .filter(scenario -> of.stream()
                        .anyMatch(contender -> ratio(scenario, contender).isPresent()))
                .toList();
        if (scenarios.isEmpty()) {
            return Optional.empty();
        }
        var by = baseline.of(kind);
        var chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Client CPU of an operation, beside " + by + " = 1 (less is better)")
                .build();
        dress(chart);
        var colours = new ArrayList<Color>();
        var own = 0;
        var others = 0;
        for (var contender : of) {
            var colour = contender.isOurs() ? OWN[own++ % OWN.length] : OTHERS[others++ % OTHERS.length];
            var values = new ArrayList<@Nullable Double>();
            scenarios.forEach(scenario -> values.add(ratio(scenario, contender).orElse(null)));
            if (values.stream().anyMatch(value -> value != null)) {
                chart.addSeries(
                        contender.name(), scenarios.stream().map(Scenario::id).toList(), values);
                colours.add(colour);
            }
        }
        chart.getStyler().setSeriesColors(colours.toArray(Color[]::new));
        return Optional.of(chart);
    }

    private Optional<Double> ratio(Scenario scenario, Contender contender) {
        var rounds = report.rounds(scenario, contender.id());
        var by = report.rounds(scenario, baseline.of(contender.kind()));
        return rounds.isPresent() && by.isPresent()
                ? Series.ratios(rounds.get(), by.get(), Column.CPU).map(Series::median)
                : Optional.empty();
    }

    private static void dress(CategoryChart chart) {
        var styler = chart.getStyler();
        styler.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setChartBackgroundColor(NONE);
        styler.setPlotBackgroundColor(NONE);
        styler.setLegendBackgroundColor(NONE);
        styler.setLegendBorderColor(NONE);
        styler.setPlotBorderVisible(false);
        styler.setChartFontColor(WORDS);
        styler.setChartTitleBoxVisible(false);
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setLegendLayout(LegendLayout.Vertical);
        styler.setAxisTickLabelsColor(WORDS);
        styler.setAxisTickMarksColor(LINES);
        styler.setPlotGridLinesColor(LINES);
        styler.setPlotGridLinesStroke(new BasicStroke(0.5f)); // of dashes, each would be a shape of its own
        styler.setAvailableSpaceFill(0.8);
        styler.setYAxisMin(0.0);
    }
}
