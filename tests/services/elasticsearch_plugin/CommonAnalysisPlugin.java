package portal.analysis;

import java.io.Reader;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenizer;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.ngram.NGramTokenizer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.AbstractCharFilterFactory;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.AbstractTokenizerFactory;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingCharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.RussianStemmer;

/**
 * The parts of the official module of common analysis that the portal and Wagtail use, under the
 * official names: the build for integration tests comes without that module.
 */
public class CommonAnalysisPlugin extends Plugin implements AnalysisPlugin {

    static class Plain extends AbstractTokenFilterFactory {
        final Function<TokenStream, TokenStream> filter;

        Plain(String name, Settings settings, Function<TokenStream, TokenStream> filter) {
            super(name, settings);
            this.filter = filter;
        }

        @Override
        public TokenStream create(TokenStream in) {
            return filter.apply(in);
        }
    }

    /** Also applied to normalizers, prefix and wildcard queries. */
    static class Normalizing extends Plain implements NormalizingTokenFilterFactory {
        Normalizing(String name, Settings settings, Function<TokenStream, TokenStream> filter) {
            super(name, settings, filter);
        }
    }

    static class Mapping extends AbstractCharFilterFactory implements NormalizingCharFilterFactory {
        final NormalizeCharMap map;

        Mapping(String name, NormalizeCharMap map) {
            super(name);
            this.map = map;
        }

        @Override
        public Reader create(Reader reader) {
            return new MappingCharFilter(map, reader);
        }
    }

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return Map.of(
            "lowercase",
            (index, environment, name, s) -> new Normalizing(name, s, LowerCaseFilter::new),
            "asciifolding",
            (index, environment, name, s) -> new Normalizing(name, s, in -> folded(in, s)),
            "edge_ngram",
            (index, environment, name, s) -> new Plain(name, s, in -> edges(in, s)),
            "ngram",
            (index, environment, name, s) -> new Plain(name, s, in -> grams(in, s)),
            "stemmer",
            AnalysisPlugin.requiresAnalysisSettings(
                (index, environment, name, s) ->
                    new Plain(name, s, in -> stem(s.get("language", "english"), in))));
    }

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        return Map.of(
            "ngram",
            (index, environment, name, s) ->
                tokenizer(index, s, name, () -> new NGramTokenizer(least(s), most(s))),
            "edge_ngram",
            (index, environment, name, s) ->
                tokenizer(index, s, name, () -> new EdgeNGramTokenizer(least(s), most(s))));
    }

    @Override
    public Map<String, AnalysisProvider<CharFilterFactory>> getCharFilters() {
        return Map.of(
            "mapping",
            AnalysisPlugin.requiresAnalysisSettings(
                (index, environment, name, s) -> new Mapping(name, mapping(s))));
    }

    static TokenStream folded(TokenStream in, Settings settings) {
        return new ASCIIFoldingFilter(in, settings.getAsBoolean("preserve_original", false));
    }

    static TokenStream edges(TokenStream in, Settings settings) {
        boolean preserve = settings.getAsBoolean("preserve_original", false);
        return new EdgeNGramTokenFilter(in, least(settings), most(settings), preserve);
    }

    static TokenStream grams(TokenStream in, Settings settings) {
        boolean preserve = settings.getAsBoolean("preserve_original", false);
        return new NGramTokenFilter(in, least(settings), most(settings), preserve);
    }

    static int least(Settings settings) {
        return settings.getAsInt("min_gram", 1);
    }

    static int most(Settings settings) {
        return settings.getAsInt("max_gram", 2);
    }

    /** Names as in the official module: english is Porter, porter2 is Snowball English. */
    static TokenStream stem(String language, TokenStream in) {
        switch (language) {
            case "russian":
                return new SnowballFilter(in, new RussianStemmer());
            case "porter2":
                return new SnowballFilter(in, new EnglishStemmer());
            case "english":
                return new PorterStemFilter(in);
            default:
                throw new IllegalArgumentException("no such stemmer here: " + language);
        }
    }

    static TokenizerFactory tokenizer(
        IndexSettings index, Settings settings, String name, Supplier<Tokenizer> supplier) {
        return new AbstractTokenizerFactory(index, settings, name) {
            @Override
            public Tokenizer create() {
                return supplier.get();
            }
        };
    }

    static NormalizeCharMap mapping(Settings settings) {
        NormalizeCharMap.Builder builder = new NormalizeCharMap.Builder();
        for (String rule : settings.getAsList("mappings")) {
            String[] sides = rule.split("=>", 2);
            builder.add(unescaped(sides[0].trim()), unescaped(sides[1].trim()));
        }
        return builder.build();
    }

    /** Escapes of four hexadecimal digits, as the official char filter reads them. */
    static String unescaped(String text) {
        StringBuilder built = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            if (text.startsWith("\\u", at) && at + 6 <= text.length()) {
                built.append((char) Integer.parseInt(text.substring(at + 2, at + 6), 16));
                at += 5;
            } else {
                built.append(text.charAt(at));
            }
        }
        return built.toString();
    }
}
