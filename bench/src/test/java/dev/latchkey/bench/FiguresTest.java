package dev.latchkey.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void aPercentileIsOneOfTheFiguresByNearestRank() {
        var figures = Figures.of(
                LongStream.rangeClosed(1, 500).map(n -> 501 - n).boxed().toList());

        assertThat(figures.percentile(50)).isEqualTo(250);
        assertThat(figures.percentile(99)).isEqualTo(495);
        assertThat(figures.most()).isEqualTo(500);
    }

    @Test
    void aSingleFigureIsEveryPercentile() {
        var one = Figures.of(List.of(7L));

        assertThat(one.percentile(1)).isEqualTo(7);
        assertThat(one.percentile(99)).isEqualTo(7);
    }

    @Test
    void nothingMeasuredIsNoFigure() {
        assertThatThrownBy(() -> Figures.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
