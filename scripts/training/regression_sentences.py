"""What the frozen clips say, and who says it: sentences of our own, spoken by held-out voices.

They are rich in p b m f v w and in oo and ee; some ask, some pause at a comma. No voice of Kokoro
that is held out has French, German or Russian as its own: those are spoken with an accent.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """One clip of the frozen set.

    Attributes
    ----------
    source : str
        ``kokoro``, ``flite`` or ``festival``.
    voice : str
        A voice that the source keeps out of the training.
    language : str
        Language of the text, as espeak-ng calls it.
    text : str
    pace : float
        Kokoro: above 1 is faster; flite and Festival: above 1 is slower.
    """

    source: str
    voice: str
    language: str
    text: str
    pace: float = 1.0


SENTENCES: dict[str, Sentence] = {
    "en_fenrir_1": Sentence(
        "kokoro", "am_fenrir", "en-us", "Maybe the moving van will be full before five."
    ),
    "en_fenrir_2": Sentence(
        "kokoro", "am_fenrir", "en-us", "Who moved my blue pepper mill, Bob or Phoebe?"
    ),
    "en_fenrir_3": Sentence(
        "kokoro", "am_fenrir", "en-us", "Wait for me, I bought a warm apple pie.", 0.9
    ),
    "en_emma_1": Sentence("kokoro", "bf_emma", "en-us", "Would you prefer beef or a bowl of soup?"),
    "en_emma_2": Sentence(
        "kokoro", "bf_emma", "en-us", "My brave uncle feeds every lamb by the river.", 1.1
    ),
    "en_emma_3": Sentence(
        "kokoro", "bf_emma", "en-us", "If it rains, we might play a board game upstairs.", 1.2
    ),
    "en_nezumi_1": Sentence(
        "kokoro", "jf_nezumi", "en-us", "Five white boats float above the deep water.", 1.15
    ),
    "en_nezumi_2": Sentence(
        "kokoro", "jf_nezumi", "en-us", "Please keep the bathroom window open for me.", 1.15
    ),
    "en_rms_1": Sentence("flite", "rms", "en-us", "The small bear found a cave full of mushrooms."),
    "en_rms_2": Sentence(
        "flite", "rms", "en-us", "Pour some coffee, then bring me the purple map.", 0.9
    ),
    "en_rms_3": Sentence("flite", "rms", "en-us", "Why did Pam leave her phone in the cab?"),
    "en_ked_1": Sentence("festival", "ked", "en-us", "Both of my brothers have visited Prague."),
    "en_ked_2": Sentence(
        "festival", "ked", "en-us", "A wolf jumped over the broken fence, but we saw him.", 0.9
    ),
    "en_ked_3": Sentence("festival", "ked", "en-us", "Move the lamp above the wooden shelf.", 1.1),
    "fr_emma_1": Sentence(
        "kokoro", "bf_emma", "fr", "Mon beau bateau va bientôt partir vers le port.", 1.05
    ),
    "fr_fenrir_1": Sentence(
        "kokoro", "am_fenrir", "fr", "Pourquoi as-tu mis ma pomme verte dans la boîte ?"
    ),
    "fr_nezumi_1": Sentence(
        "kokoro", "jf_nezumi", "fr", "Puis, un vieux peintre a fumé devant la fenêtre.", 1.2
    ),
    "es_alex_1": Sentence(
        "kokoro", "em_alex", "es", "Mi abuela prepara un buen pan por la mañana."
    ),
    "es_alex_2": Sentence("kokoro", "em_alex", "es", "¿Puedes poner la bufanda en el baúl viejo?"),
    "es_alex_3": Sentence(
        "kokoro", "em_alex", "es", "Si vienes pronto, vamos a beber un vino blanco."
    ),
    "it_nicola_1": Sentence(
        "kokoro", "im_nicola", "it", "La mia mamma compra sempre un bel vaso di fiori.", 1.1
    ),
    "it_nicola_2": Sentence(
        "kokoro", "im_nicola", "it", "Dove hai messo la piuma e il foglio bianco?"
    ),
    "it_nicola_3": Sentence(
        "kokoro", "im_nicola", "it", "Però, quando piove, preferiamo bere un buon vino.", 1.05
    ),
    "de_fenrir_1": Sentence(
        "kokoro", "am_fenrir", "de", "Wir möchten bitte frische Pflaumen und warme Milch.", 1.1
    ),
    "de_emma_1": Sentence(
        "kokoro", "bf_emma", "de", "Warum will Boris fünf blaue Bücher verkaufen?", 1.1
    ),
    "de_nezumi_1": Sentence(
        "kokoro", "jf_nezumi", "de", "Im Februar fahren wir bei viel Wind zum Bahnhof.", 1.3
    ),
    "ru_emma_1": Sentence(
        "kokoro", "bf_emma", "ru", "Моя мама варит вкусный суп из белых грибов.", 1.2
    ),
    "ru_fenrir_1": Sentence(
        "kokoro", "am_fenrir", "ru", "Почему Пётр забыл купить молоко, воду и хлеб?", 1.1
    ),
    "pt_alex_1": Sentence(
        "kokoro", "pm_alex", "pt-br", "Minha avó fez um bolo de banana muito bom."
    ),
    "pt_alex_2": Sentence(
        "kokoro", "pm_alex", "pt-br", "Você pode abrir a porta da varanda, por favor?"
    ),
}
