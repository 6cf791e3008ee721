package io.evently.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The currencies of ISO 4217 that are in use, and their decimal places. The platform's own table knows old ones and codes for
 * tests as well, and which it knows depends on the Java release. Amounts have two decimal places at most, also where a
 * currency has three.
 */
public final class Currencies {
    private static final int MOST_PLACES = 2;

    private static final Set<String> WITHOUT_PLACES = Set.of(
            "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
            "XPF");

    private static final Set<String> IN_USE = in("""
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
            COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR
            ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK
            MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
            SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU
            UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
            """);

    private Currencies() {}

    /** Whether people pay with it today. */
    public static boolean inUse(String code) {
        return IN_USE.contains(code);
    }

    /** The decimal places that an amount may have: 0 or 2. An unknown currency has 2. */
    public static int places(String code) {
        return WITHOUT_PLACES.contains(code) ? 0 : MOST_PLACES;
    }

    /** Those whose amounts are whole numbers. */
    public static Set<String> withoutPlaces() {
        return WITHOUT_PLACES;
    }

    /** Whether an amount can be paid: it has no more decimal places than its currency. */
    public static boolean payable(BigDecimal amount, String code) {
        return amount.stripTrailingZeros().scale() <= places(code);
    }

    /**
     * An amount as people read it, such as {@code 99.00 EUR} or {@code 1200 JPY}. Places beyond those of the currency are
     * shown when they are not zero: what was charged is never rounded.
     */
    public static String text(BigDecimal amount, String code) {
        int scale = Math.max(places(code), amount.stripTrailingZeros().scale());
        return amount.setScale(scale, RoundingMode.UNNECESSARY).toPlainString() + ' ' + code;
    }

    private static Set<String> in(String codes) {
        return Set.copyOf(new HashSet<>(List.of(codes.strip().split("\\s+"))));
    }
}
