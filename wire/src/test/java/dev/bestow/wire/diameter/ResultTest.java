package dev.bestow.wire.diameter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/// A result is told by its name: 5001 alone may be either of two.
class ResultTest {
    @Test
    void theSameNumberOfTwoSpacesHasTwoNames() {
        assertThat(Result.of(5001)).hasToString("DIAMETER_AVP_UNSUPPORTED (5001)");
        assertThat(TgppResult.USER_UNKNOWN).hasToString("DIAMETER_ERROR_USER_UNKNOWN (5001)");
    }

    @Test
    void aNumberWithoutANameIsToldWithItsOwner() {
        assertThat(Result.of(5999)).hasToString("Result-Code 5999");
        assertThat(Result.experimental(4711, 1))
                .hasToString("Experimental-Result-Code 1 of vendor 4711");
    }

    @Test
    void everyResultWeSpeakHasItsName() throws IllegalAccessException {
        for (Field each : ResultCode.class.getDeclaredFields()) {
            if (Modifier.isPublic(each.getModifiers())) {
                int code = each.getInt(null);
                assertThat(Result.of(code))
                        .hasToString("DIAMETER_" + each.getName() + " (" + code + ")");
            }
        }
        for (Field each : TgppResult.class.getDeclaredFields()) {
            if (each.get(null) instanceof Result result) {
                assertThat(result.toString()).endsWith(each.getName() + " (" + result.code() + ")");
            }
        }
    }
}
