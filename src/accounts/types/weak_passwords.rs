//! The commonest passwords of eight characters and more, and the words that people lengthen with digits.

/// Whole passwords, in lower case. Shorter ones are refused by their length.
const WHOLE: &str = "
    password passw0rd p@ssword p@ssw0rd password1 password12 password123 password1234 mypassword thepassword newpassword
    12345678 123456789 1234567890 0123456789 123123123 11111111 111111111 00000000 000000000 22222222 55555555 66666666
    77777777 88888888 99999999 87654321 987654321 9876543210 12344321 11223344 1122334455 12341234 123454321 12121212
    10101010 13131313 69696969 14141414 20202020 21212121 10203040 19871987 18273645 147258369 147852369 159753456
    741852963 789456123 963852741 14789632 123698745 15975328 123654789 135792468 2468101214 11235813 31415926 27182818
    qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwerty12345 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc
    qazwsxedc qazwsx123 zaq12wsx zaq1zaq1 zaq1xsw2 asdfghjk asdfghjkl asdfasdf asdf1234 asdfqwer zxcvbnm1 zxcvbnm123
    zxcvbnmm qweasdzxc qweasd123 qwer1234 qwerasdf q1w2e3r4 q1w2e3r4t5 a1b2c3d4 a1s2d3f4 abcd1234 abcdefgh abcdefg1
    abc12345 abc123456 aa123456 aaaaaaaa a1234567 a12345678 a123456789 asd123456 1234abcd 1234qwer 123qweasd 123qwe123
    123456aa 123456789a 12345qwert 1qazxsw2 poiuytrewq lkjhgfdsa mnbvcxz1 azertyui azertyuiop azerty123 qwertz123 qwertzui
    iloveyou iloveyou1 iloveyou2 iloveyou123 iloveu123 loveyou1 lovelove ilovegod iloveme1 loveme123 fuckyou1 fuckyou2
    fuckoff1 bullshit sunshine sunshine1 princess princess1 football football1 baseball baseball1 basketball volleyball
    softball swimming superman superman1 spiderman batman123 ironman1 starwars starwars1 pokemon1 pokemon123 naruto123
    dragonball minecraft fortnite123 roblox123 nintendo playstation chocolate strawberry blueberry butterfly dolphins
    elephant scorpion crocodile kingkong snowball rainbow1 sunflower starlight moonlight midnight daylight blessing
    blessed1 jesus123 jesuschrist christian christopher elizabeth alexander alexandra anthony1 benjamin brandon1 caroline
    charlie1 charlotte danielle daniel123 dominic1 fernando francisco gabriel1 isabella jennifer jessica1 jonathan
    jordan23 joshua123 katherine kimberly lorenzo1 margaret martinez matthew1 michael1 michelle michelle1 mohammed
    nathaniel nicholas nicole123 patricia rebecca1 richard1 samantha samantha1 sebastian stephanie stephen1 theodore
    thomas123 valentina veronica victoria victoria1 vincent1 william1 zachary1
    welcome1 welcome12 welcome123 welcome2 letmein1 letmein123 letmeinnow trustno1 changeme changeme1 changeme123
    changeit secret123 secret12 topsecret access14 access123 master123 mastermind administrator admin123 admin1234
    admin12345 admin123456 admin@123 adminadmin administrator1 root1234 rootroot toor1234 test1234 test12345 testtest
    tester123 testing1 testing123 guest123 guestguest user1234 user12345 username default1 temp1234 temppass demo1234
    demodemo example1 internet computer computer1 keyboard microsoft windows1 windows10 google123 facebook facebook1
    instagram linkedin twitter1 youtube1 whatsapp samsung1 samsung123 android1 iphone123 apple123 server123 database
    mercedes mustang1 porsche1 ferrari1 corvette chevrolet yamaha123 harley123 motorola liverpool liverpool1 chelsea1
    arsenal1 barcelona barcelona1 realmadrid juventus manchester steelers yankees1 cowboys1 lakers24 eagles123 rangers1
    hello123 hello1234 hellohello helloworld whatever whatever1 nothing1 something forever1 forever21 familyfirst
    mylove123 babygirl babygirl1 babyboy1 sweetheart sweetie1 darling1 honeybee gorgeous beautiful beautiful1 lovely123
    cutiepie handsome gangster1 warrior1 hunter123 killer123 shadow123 phoenix1 cheyenne fireball lightning thunder1
    maverick champion winner123 victory1 freedom1 america1 england1 germany1 deutschland schatz123 passwort passwort1
    passwort123 hallo123 hallohallo motdepasse bonjour1 soleil123 doudou123 contrasena contraseña teamomucho tequiero1
    teamo123 amorcito123 estrella corazon1 mariposa senha123 senha1234 password! password1! passw0rd! p@ssw0rd1 p@ssw0rd!
    p@ssword1 pa$$word pa55word passpass pass1234 pass12345 pass123456 passcode passkey1 summer123 summer2024 summer2025
    winter123 winter2024 winter2025 spring123 autumn123 january1 february september september1 november december
    december1 monday123 friday13 friday123 tinkerbell cinderella peaches1 cookies1 cupcake1 icecream bananas1 pineapple
    cherries cocacola budlight heineken marlboro1 jackdaniels metallica nirvana1 slipknot1 greenday linkinpark eminem123
";

/// Words that stay easy to guess with digits and signs around them: `summer2027!`.
const STEMS: &[&str] = &[
    "password",
    "passwort",
    "motdepasse",
    "contrasena",
    "senha",
    "qwerty",
    "qwertz",
    "azerty",
    "qwertyuiop",
    "asdfgh",
    "asdfghjkl",
    "zxcvbn",
    "zxcvbnm",
    "iloveyou",
    "welcome",
    "letmein",
    "monkey",
    "dragon",
    "football",
    "baseball",
    "sunshine",
    "princess",
    "superman",
    "batman",
    "master",
    "shadow",
    "admin",
    "administrator",
    "login",
    "secret",
    "changeme",
    "hello",
    "summer",
    "winter",
    "spring",
    "autumn",
    "mustang",
    "michael",
    "charlie",
    "jordan",
    "hunter",
    "killer",
    "pokemon",
    "starwars",
    "computer",
    "internet",
    "freedom",
    "whatever",
    "mewayz",
    "test",
    "user",
    "guest",
    "abc",
    "abcd",
    "abcde",
    "abcdef",
    "pass",
    "love",
    "qaz",
    "wsx",
];

/// Whether a password is among the commonest, or one of them with digits and signs at its ends or digits for letters.
pub(super) fn is_weak(password: &str) -> bool {
    let lower = password.to_lowercase();
    let plain = unleet(&lower);
    let whole = |text: &str| WHOLE.split_ascii_whitespace().any(|known| known == text);
    if whole(&lower) || whole(&plain) {
        return true;
    }
    let stem = lower.trim_matches(|c: char| !c.is_alphabetic());
    let plain_stem = plain.trim_matches(|c: char| !c.is_alphabetic());
    lower.chars().count() <= 16 && STEMS.iter().any(|known| *known == stem || *known == plain_stem)
}

/// Letters for the digits and signs that stand for them.
fn unleet(text: &str) -> String {
    let letter = |c| match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().map(letter).collect()
}
