"""What surrounds a report is known in each language, and a sentence that begins like it stays."""

from __future__ import annotations

from importlib.resources import files

import pytest
from tests.extract.pages import PARAGRAPHS, directory, linked, markup, page

from variorum.extract import extract_article
from variorum.languages import get_page_rules
from variorum.model import Article
from variorum.text.furniture import without_furniture

pytestmark = pytest.mark.unit

PAGES = sorted(file.name[:2] for file in (files("variorum.languages") / "pages").iterdir() if file.name[2:] == ".toml")

AROUND = {
    "ar": (
        "اقرأ أيضا",
        "اقرأ أيضاً: البحيرة ترتفع",
        "تابعونا على قناتنا في تلغرام",
        "آخر تحديث: 19 مايو 2031",
        "الوسوم: سد",
    ),
    "cs": ("Reklama", "Čtěte také: Jezero dál stoupá", "Foto: Ada Modelová, Agentura", "Publikováno: 19. 5. 2031"),
    "da": ("Læs også", "Læs også: Søen stiger", "Foto: Ada Model", "Artiklen fortsætter under annoncen"),
    "de": (
        "Link zum Youtube-Inhalt",
        "02:57 Min.. Verfügbar bis 06.05.2031.",
        "Lesedauer: 4 Minuten",
        "Aus dem Englischen von Jan Muster",
        "Für die Darstellung von Karten nutzen wir die Software eines Anbieters. Erst wenn Sie klicken, wird geladen.",
    ),
    "el": ("Διαβάστε επίσης", "Διαβάστε επίσης: Η λίμνη ανεβαίνει", "Πηγή: Πρακτορείο", "Ετικέτες: φράγμα"),
    "en": (
        "Article content",
        "Get daily National news",
        "ann.example@quay.example",
        "twitter.com/annexample",
        "17:41 JST, October 13, 2031",
        "10.11.2031 17:59",
        "Lake rises for the fourth day in a row [INSIGHT]",
        "Our website is the place for the latest breaking news. Please bookmark it.",
        "Already enjoying the paper? Log in or create an account to continue",
        "With reports from Quay Herald and Northwire",
        "If you buy something through this post, we may get a share of the sale.",
    ),
    "es": (
        "Noticia relacionada",
        "Esta funcionalidad es sólo para suscriptores",
        "Tu suscripción se está usando en otro dispositivo",
    ),
    "fa": ("بیشتر بخوانید", "بیشتر بخوانید: دریاچه بالا می‌آید", "انتهای پیام/", "کد خبر: 140302", "برچسب‌ها: سد"),
    "fi": (
        "Lue myös",
        "Lue myös: Järvi nousee",
        "Juttu jatkuu mainoksen jälkeen",
        "Kuva: Ada Malli",
        "Julkaistu 19.5.2031",
    ),
    "he": ("פרסומת", "קראו גם: האגם עולה", "צילום: עדה דוגמה", "כל הזכויות שמורות", "תגיות: סכר"),
    "hi": ("विज्ञापन", "यह भी पढ़ें: झील का जलस्तर बढ़ा", "कॉपी लिंक", "फोटो: अदा मॉडल"),
    "hu": ("Hirdetés", "Kapcsolódó cikk: Emelkedik a tó", "Fotó: Minta Ada", "Frissítve: 2031. 05. 19. 10:30"),
    "id": ("Baca juga", "Baca juga: Danau terus naik", "Editor: Budi Misal"),
    "is": ("Lesa meira", "Sjá einnig: Vatnið hækkar", "Ljósmynd: Ada Dæmi", "Uppfært 19. maí 2031"),
    "it": ("Leggi anche", "Leggi anche: Il lago sale", "Riproduzione riservata"),
    "ja": (
        "カテゴリーをフォローする",
        "『カテゴリーをフォロー』すると、マイページでまとめて記事を読むことができます。",
        "有料会員になると会員限定の記事もお読みいただけます。",
        "【春のキャンペーン】今なら2カ月間月額100円！詳しくはこちら",
        "セル村のダム＝19日（例文花子撮影）",
    ),
    "ko": (
        "광고",
        "기사 URL이 복사되었습니다.",
        "기사입력 :[ 2031-05-19 15:24 ]",
        "홍길동 기자 hong@quay.example",
        "무단전재 및 재배포 금지",
    ),
    "lt": (
        "Reklama",
        "Taip pat skaitykite: Ežeras kyla",
        "Užtvanka virš Selo. A. Pavyzdžio nuotr.",
        "Visos teisės saugomos.",
    ),
    "ms": ("Baca juga", "Baca lagi: Tasik terus naik"),
    "nl": ("Lees ook", "Lees ook: Het meer stijgt", "Foto: Ada Model"),
    "no": ("Kort fortalt", "Les også: Innsjøen stiger", "Foto: Ada Modell", "Artikkelen fortsetter under annonsen"),
    "pl": ("Czytaj więcej", "Czytaj także: Jezioro się podnosi", "Fot. Ada Wzór", "Dalszy ciąg materiału pod wideo"),
    "pt": ("Leia também", "Leia mais: O lago sobe", "ATENÇÃO: Comentários ofensivos serão apagados."),
    "ro": ("Citește și", "Citeste si: Lacul crește", "Sursa foto: Agenția", "Publicat: 19.05.2031 10:30"),
    "ru": ("Читайте также", "Читайте также: Озеро поднимается", "Фото: Ада Модель"),
    "sv": ("Läs också", "Läs mer: Sjön stiger", "Uppdaterad 15.59 | Publicerad 14.14", "Foto: Ada Modell"),
    "th": ("อ่านเพิ่มเติม", "อ่านข่าวที่เกี่ยวข้อง: ทะเลสาบสูงขึ้น", "ที่มา: สำนักข่าว", "ขอบคุณภาพจาก : เอดา"),
    "tr": ("Etiketler :", "Bunu da oku: Göl yükseliyor", "Kaynak: Ajans", "20 Nisan 2031•Güncelleme: 20 Nisan 2031"),
    "uk": ("Читайте також", "Читайте також: Озеро піднімається", "Фото: Ада Модель", "Оновлено: 19.05.2031, 10:30"),
    "vi": (
        "Tin liên quan",
        "Xem thêm: Hồ tiếp tục dâng",
        "Ảnh: Ada Mẫu",
        "Thứ hai, 19/5/2031, 10:30 (GMT+7)",
        "Theo Northwire",
    ),
    "zh": ("关注", "分享让更多人看到", "责任编辑：王例"),
    "zu": ("FUNDA OLUNYE UDABA LAPHA | Ichibi liyakhuphuka", "Funda okunye: Ichibi"),
}
TEXT = {
    "ar": (
        "اقرأ وزير الري بيانا قال فيه إن السد صمد طوال الليل.",
        "صور سكان الوادي المياه وهي ترتفع، وقال العمدة إن 1400 شخص غادروا.",
    ),
    "cs": (
        "Foto z dronu ukazuje dvě praskliny v západní stěně.",
        "Reklama na pojištění domů se v údolí objevila už v pondělí.",
    ),
    "da": (
        "Læs også mellem linjerne, sagde borgmesteren, før I rejser hjem.",
        "Foto af dæmningen viser to revner i muren.",
    ),
    "de": (
        "Verfügbar sind bisher vierzig Pumpen, sagte die Bürgermeisterin.",
        "Von Montag an schlafen 1400 Menschen in Schulen.",
    ),
    "el": ("Διαβάστε προσεκτικά τις οδηγίες, είπε ο δήμαρχος.", "Πηγή νερού βρέθηκε κάτω από το φράγμα."),
    "en": (
        "Get daily care to those who sleep in schools, the mayor told the doctors.",
        "Follow the coverage of the flood and you see two stories, she said.",
        "At 17:41 the second pump failed, and the lake rose by a metre.",
        "Thank you for the pumps, said the mayor.",
        "Our website is down, the town hall said on Monday.",
    ),
    "es": (
        "Tu suscripción paga las bombas, dijo la alcaldesa a los socios.",
        "Si continúas leyendo el informe, verás dos grietas.",
    ),
    "fa": (
        "عکس‌های هوایی دو شکاف در دیوار غربی سد را نشان می‌دهد.",
        "پایان پیام شهردار با تشویق مردم روبه‌رو شد و همه ماندند.",
    ),
    "fi": ("Kuva näyttää kaksi halkeamaa läntisessä seinässä.", "Lue myös pieni teksti, sanoi pormestari."),
    "he": ("צילום אוויר מראה שני סדקים בקיר המערבי.", "שתפו אותנו בכל מידע, אמרה ראשת העיר לתושבים."),
    "hi": ("फोटो में बांध की पश्चिमी दीवार पर दो दरारें दिखती हैं।", "विज्ञापन पर खर्च के बजाय पंप खरीदे गए।"),
    "hu": ("Fotót készítettek a gát két repedéséről.", "Kapcsolódó károkról még nincs adat, mondta a polgármester."),
    "id": ("Editor koran itu selamat dari banjir.", "Baca juga huruf kecil, kata wali kota."),
    "is": ("Mynd úr dróna sýnir tvær sprungur í veggnum.", "Birt gögn sýna að vatnið hækkar um metra á dag."),
    "it": ("Leggi anche severe non fermano l'acqua, ha detto la sindaca.", "La foto mostra due crepe nel muro."),
    "ja": ("会員登録の数は昨年の二倍になったと市が明らかにした。", "写真は西側の壁にある二つのひび割れを写している。"),
    "ko": (
        "사진에는 서쪽 벽의 균열 두 곳이 보인다.",
        "기자들은 월요일에 댐을 찾았다.",
        "광고 수입은 절반으로 줄었다고 시는 밝혔다.",
    ),
    "lt": ("Nuotraukoje matyti du plyšiai vakarinėje sienoje.", "Reklamai skirtas pinigus meras atidavė siurbliams."),
    "ms": ("Gambar itu menunjukkan dua rekahan di dinding barat.", "Baca lagi laporan itu, kata datuk bandar."),
    "nl": ("Foto van de dam toont twee scheuren in de muur.", "Delen van de vallei blijven leeg, zei de burgemeester."),
    "no": ("Foto av demningen viser to sprekker i muren.", "Del av dalen er fortsatt tom, sa ordføreren."),
    "pl": (
        "Fotografia pokazuje dwa pęknięcia w zachodniej ścianie.",
        "Czytaj uważnie, powiedziała burmistrzyni mieszkańcom.",
    ),
    "pt": ("Leia também a letra pequena, disse a prefeita.", "Foto aérea mostra duas fendas na parede."),
    "ro": ("Foto din dronă arată două crăpături în zid.", "Citește și literele mici, a spus primarul."),
    "ru": ("Фото с дрона показывает две трещины в стене.", "Главное теперь — насосы, сказала мэр."),
    "sv": ("Foto från drönare visar två sprickor i muren.", "Delar av dalen är fortfarande tomma, sade borgmästaren."),
    "th": ("ภาพถ่ายทางอากาศแสดงรอยแตกสองแห่งบนกำแพงด้านตะวันตก", "เผยแพร่คลิปน้ำท่วมแล้ว 5 คลิป นายกเทศมนตรีกล่าว"),
    "tr": (
        "Giriş ücreti 50 lira oldu",
        "Haber ajansları barajda iki çatlak olduğunu bildirdi.",
        "20 Nisan 2031 günü göl üç metre düştü.",
    ),
    "uk": ("Фото з дрона показує дві тріщини в стіні.", "Читайте уважно, сказала мерка мешканцям."),
    "vi": (
        "Theo Northwire, con đập đã trụ vững suốt đêm.",
        "Theo dõi mực nước hồ là việc của ba kỹ sư.",
        "Ảnh chụp từ trên không cho thấy hai vết nứt.",
    ),
    "zh": ("关注这座大坝的人越来越多，市长说。", "图片显示西墙上有两道裂缝。"),
    "zu": ("Funda ngokucophelela, kusho imeya.",),
}


@pytest.mark.parametrize(("language", "line"), [(tag, line) for tag, lines in AROUND.items() for line in lines])
def test_what_surrounds_a_report_is_no_text(language: str, line: str) -> None:
    assert without_furniture(line, language).strip() == ""


@pytest.mark.parametrize(("language", "line"), [(tag, line) for tag, lines in TEXT.items() for line in lines])
def test_a_sentence_that_begins_like_it_is_text(language: str, line: str) -> None:
    assert without_furniture(line, language) == line


def test_every_language_with_rules_has_both_kinds_of_example() -> None:
    assert set(PAGES) - {"fr"} == set(AROUND) - {"fr"} == set(TEXT) - {"fr"}


@pytest.mark.parametrize("language", PAGES)
def test_months_are_twelve_or_unknown(language: str) -> None:
    assert len(get_page_rules(language).months) in {0, 12}


def text_of(*paragraphs: str, author: str = "Ann Example", language: str = "en") -> list[str]:
    html = markup(*paragraphs, head=linked(author={"@type": "Person", "name": author}), language=language)
    found = extract_article(page(html), directory=directory())
    assert isinstance(found, Article)
    return found.text.split("\n")


@pytest.mark.parametrize("line", ["Ann Example", "By Ann Example", "By Ann Example, Port Selane", "ANN EXAMPLE"])
def test_a_line_that_only_names_the_author_is_a_byline(line: str) -> None:
    assert text_of(line, *PARAGRAPHS) == list(PARAGRAPHS)
    assert text_of(*PARAGRAPHS, line) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "line", ["By Bo Sample", "Ann Example, engineer, Port Selane", "By the lake, Ann Example said, we stay."]
)
def test_a_line_that_names_somebody_else_or_says_something_is_text(line: str) -> None:
    assert text_of(line, *PARAGRAPHS) == [line, *PARAGRAPHS]


def test_a_name_in_the_midst_of_a_text_is_a_heading() -> None:
    texts = [paragraph.replace("Sel", place) for place in ("Sel", "Orn", "Elm") for paragraph in PARAGRAPHS]
    assert "Ann Example" in text_of(*texts[:4], "Ann Example", *texts[4:])


def test_the_headline_is_not_said_again_in_the_text() -> None:
    assert text_of(*PARAGRAPHS[:2], "Dam at Sel holds, engineers said on Monday", PARAGRAPHS[2]) == [
        *PARAGRAPHS[:2],
        "Dam at Sel holds, engineers said on Monday",
        PARAGRAPHS[2],
    ]
    html = markup(
        *PARAGRAPHS, title="Dam at Sel holds through the night", after="<p>Dam at Sel holds through the night</p>"
    )
    found = extract_article(page(html), directory=directory())
    assert isinstance(found, Article)
    assert found.text == "\n".join(PARAGRAPHS)
